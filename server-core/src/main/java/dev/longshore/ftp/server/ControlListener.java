package dev.longshore.ftp.server;

import dev.longshore.ftp.data.PortUnavailable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One port for control connections: accepts on a thread of its own until it is closed. */
final class ControlListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlListener.class);
  private static final int BACKLOG = 1024;

  /** What is done with a client, on a virtual thread of its own; closes the socket. */
  @FunctionalInterface
  interface Service {
    void serve(Socket socket, ListenerSettings listener);
  }

  private final ListenerSettings settings;
  private final ServerSocket socket;

  private ControlListener(ListenerSettings settings, ServerSocket socket) {
    this.settings = settings;
    this.socket = socket;
  }

  /**
   * Binds the port; nobody is accepted before {@link #start}.
   *
   * @throws PortUnavailable when it can not be bound
   */
  static ControlListener bind(ListenerSettings settings) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(settings.address(), BACKLOG);
      return new ControlListener(settings, socket);
    } catch (IOException e) {
      socket.close();
      throw new PortUnavailable(settings.address().getPort(), e);
    }
  }

  void start(Service service) {
    LOG.info(
        "Listening for FTP{} on {}:{}",
        settings.implicitTls() ? " over implicit TLS" : "",
        settings.address().getAddress().getHostAddress(),
        port());
    Thread.ofVirtual().name("ftp-listener").start(() -> acceptLoop(service));
  }

  private void acceptLoop(Service service) {
    while (isOpen()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().name("session").start(() -> service.serve(client, settings));
      } catch (IOException e) {
        if (isOpen()) {
          LOG.warn("control port {} could not accept: {}", port(), e.getMessage());
          // Out of descriptors, most likely: let some be closed before the next try.
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
      }
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  boolean isOpen() {
    return !socket.isClosed();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("closing control port {}", port(), e);
    }
  }
}
