package dev.longshore.ftp.relay;

import dev.longshore.ftp.event.ServerEvents;
import java.net.InetAddress;

/**
 * Whoever is at the other end has not proven to be a replica of this installation, or has proven to
 * be another one than the one that is meant.
 */
public final class NotProven extends Refusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param why what is there instead of a proof, in words for the operator
   */
  public NotProven(String why) {
    super(why);
  }

  @Override
  public void tell(ServerEvents events, InetAddress other) {
    events.replicaUnproven(other, why());
  }
}
