package dev.longshore.ftp.transfer;

import java.io.IOException;

/** The data connection could not be opened: 425. */
final class NoDataConnection extends IOException {
  private static final long serialVersionUID = 1;

  NoDataConnection(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
