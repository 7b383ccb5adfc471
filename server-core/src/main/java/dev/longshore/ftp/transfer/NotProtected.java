package dev.longshore.ftp.transfer;

import java.io.IOException;

/** The data connection was opened, and TLS on it failed. */
final class NotProtected extends IOException {
  private static final long serialVersionUID = 1L;

  private final String reply;

  /**
   * @param reply what the client is told
   */
  NotProtected(String reply, IOException cause) {
    super(cause.getMessage(), cause);
    this.reply = reply;
  }

  String reply() {
    return reply;
  }
}
