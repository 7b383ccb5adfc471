package dev.longshore.ftp.storage;

import java.io.IOException;

/** The client or the server called an upload off (ABOR, drain); nothing of it is kept. */
public final class TransferAborted extends IOException {
  private static final long serialVersionUID = 1;

  public TransferAborted(String message) {
    super(message);
  }
}
