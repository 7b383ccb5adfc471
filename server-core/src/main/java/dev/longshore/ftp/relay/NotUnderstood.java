package dev.longshore.ftp.relay;

import dev.longshore.ftp.event.ServerEvents;
import java.net.InetAddress;

/**
 * A replica of this installation, which has proven that, said what this one can not understand:
 * something of a version that it does not speak, or malformed.
 */
public final class NotUnderstood extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param why what was not understood, in words for the operator
   */
  public NotUnderstood(String why) {
    super(why);
  }

  @Override
  public void tell(ServerEvents events, InetAddress other) {
    events.replicaRefused(other, why());
  }
}
