package dev.longshore.ftp.control;

import java.net.InetAddress;
import java.net.Socket;

/**
 * A connected socket as JSSE sees it when TLS is layered over it: a view with streams of its own.
 * The socket stays with whoever owns the connection; closing the view does nothing.
 */
public abstract class UnderTls extends Socket {
  private final Socket socket;

  protected UnderTls(Socket socket) {
    this.socket = socket;
  }

  @Override
  public final boolean isConnected() {
    return true;
  }

  @Override
  public final boolean isClosed() {
    return socket.isClosed();
  }

  @Override
  public final InetAddress getInetAddress() {
    return socket.getInetAddress();
  }

  @Override
  public final int getPort() {
    return socket.getPort();
  }

  @Override
  public final int getSoTimeout() {
    return 0;
  }

  @Override
  public final void close() {
    // Its owner closes the socket.
  }
}
