package dev.longshore.ftp.data;

import java.io.IOException;

/**
 * A port that the server must listen on can not be bound: somebody has it, or it is not allowed.
 */
public final class PortUnavailable extends IOException {
  private static final long serialVersionUID = 1;

  private final int port;

  public PortUnavailable(int port, IOException cause) {
    super("port " + port + ": " + cause.getMessage(), cause);
    this.port = port;
  }

  public int port() {
    return port;
  }
}
