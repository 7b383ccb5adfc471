package dev.longshore.ftp.server;

import dev.longshore.ftp.control.AcceptLoop;
import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.control.ClientAddresses;
import dev.longshore.ftp.data.PortUnavailable;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One port for control connections. */
final class ControlListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlListener.class);
  private static final int BACKLOG = 1024;

  /** What is done with a client, on a virtual thread of its own; closes the connection. */
  @FunctionalInterface
  interface Service {
    void serve(Accepted client, ListenerSettings listener);
  }

  private final ListenerSettings settings;
  private final AcceptLoop loop;

  private ControlListener(ListenerSettings settings, AcceptLoop loop) {
    this.settings = settings;
    this.loop = loop;
  }

  /**
   * Binds the port; nobody is accepted before {@link #start}.
   *
   * @throws PortUnavailable when it can not be bound
   */
  static ControlListener bind(ListenerSettings settings, AcceptLoop.Troubles troubles)
      throws IOException {
    try {
      return new ControlListener(settings, AcceptLoop.bind(settings.address(), BACKLOG, troubles));
    } catch (IOException e) {
      throw new PortUnavailable(settings.address().getPort(), e);
    }
  }

  /**
   * Begins to accept.
   *
   * @param addresses says who has connected
   */
  void start(ClientAddresses addresses, Service service) {
    LOG.info(
        "Listening for FTP{} on {}:{}",
        settings.implicitTls() ? " over implicit TLS" : "",
        settings.address().getAddress().getHostAddress(),
        port());
    loop.start(
        "ftp-listener",
        socket ->
            addresses.resolve(
                socket,
                client ->
                    Thread.ofVirtual()
                        .name("session")
                        .start(() -> service.serve(client, settings))));
  }

  int port() {
    return loop.port();
  }

  boolean isListening() {
    return loop.isListening();
  }

  @Override
  public void close() {
    loop.close();
  }
}
