package dev.longshore.ftp.storage;

import java.io.IOException;

/**
 * The client is gone in the middle of an upload; a storage may keep what arrived for a later
 * resume.
 */
public final class ConnectionLost extends IOException {
  private static final long serialVersionUID = 1;

  public ConnectionLost(String message) {
    super(message);
  }

  public ConnectionLost(String message, Throwable cause) {
    super(message, cause);
  }
}
