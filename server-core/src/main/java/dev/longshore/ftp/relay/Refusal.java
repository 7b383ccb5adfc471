package dev.longshore.ftp.relay;

import dev.longshore.ftp.event.ServerEvents;
import java.io.IOException;
import java.net.InetAddress;

/** Why a connection between relay ports was ended by this side, for the operator to know. */
public abstract sealed class Refusal extends IOException permits NotUnderstood, NotProven {
  private static final long serialVersionUID = 1L;

  private final String why;

  Refusal(String why) {
    super(why);
    this.why = why;
  }

  /** In words for the operator. */
  String why() {
    return why;
  }

  /**
   * Tells of it.
   *
   * @param other where the other end is
   */
  public abstract void tell(ServerEvents events, InetAddress other);
}
