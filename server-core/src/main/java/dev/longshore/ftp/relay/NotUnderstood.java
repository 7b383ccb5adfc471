package dev.longshore.ftp.relay;

import java.io.IOException;

/**
 * A replica of this installation, which has proven that, said what this one can not understand:
 * something of a version that it does not speak, or malformed.
 */
public final class NotUnderstood extends IOException {
  private static final long serialVersionUID = 1L;

  private final String why;

  /**
   * @param why what that was, in words for the operator
   */
  public NotUnderstood(String why) {
    super(why);
    this.why = why;
  }

  /** What was not understood, in words for the operator. */
  public String why() {
    return why;
  }
}
