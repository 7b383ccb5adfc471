package dev.longshore.ftp.data;

import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.control.ProgressWatchdog;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port of the client's, to which the server connects from the address that the client dialled
 * (RFC 1123 section 4.1.2.12). That the address is the client's own has been checked by the
 * command.
 */
public final class ActiveChannel implements DataChannel {
  private static final Logger LOG = LoggerFactory.getLogger(ActiveChannel.class);
  private static final AtomicBoolean SOURCE_PORT_REFUSED = new AtomicBoolean();

  private final InetSocketAddress target;
  private final InetAddress local;
  private final int sourcePort;
  private final Duration connectTimeout;
  private final ProgressWatchdog watchdog;
  private volatile boolean spent;
  private boolean closed;
  private @Nullable Socket attempt;

  /**
   * @param local the address to connect from
   * @param sourcePort the port to connect from, where it may be bound; 0 for any
   */
  public ActiveChannel(
      InetSocketAddress target,
      InetAddress local,
      int sourcePort,
      Duration connectTimeout,
      ProgressWatchdog watchdog) {
    this.target = target;
    this.local = local;
    this.sourcePort = sourcePort;
    this.connectTimeout = connectTimeout;
    this.watchdog = watchdog;
  }

  @Override
  public DataConnection open() throws IOException {
    spent = true;
    Socket socket = connect();
    try {
      return new DataConnection(
          Accepted.directly(socket), watchdog, Contest.none(target.getAddress()));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * The kernel does not let the same two ports meet again while their last connection is there, or
   * was a minute ago, and some clients always name the same port: then the source port gives way.
   */
  private Socket connect() throws IOException {
    try {
      return connectFrom(sourcePort);
    } catch (BindException e) {
      if (sourcePort == 0) {
        throw e;
      }
      return connectFrom(0);
    }
  }

  private Socket connectFrom(int port) throws IOException {
    Socket socket = new Socket();
    try {
      begin(socket);
      socket.setReuseAddress(true);
      bind(socket, port);
      socket.connect(target, (int) connectTimeout.toMillis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private synchronized void begin(Socket socket) throws IOException {
    if (closed) {
      throw new SocketException("the data channel was closed");
    }
    attempt = socket;
  }

  /** Parallel transfers share port 20: the kernel allows it while the targets differ. */
  private void bind(Socket socket, int port) throws IOException {
    try {
      socket.bind(new InetSocketAddress(local, port));
    } catch (BindException e) {
      if (port == 0) {
        throw e;
      }
      if (SOURCE_PORT_REFUSED.compareAndSet(false, true)) {
        LOG.warn(
            "active data connections can not come from port {} ({}), they come from any port;"
                + " allow it by net.ipv4.ip_unprivileged_port_start, or set"
                + " longshore.active.source-port to 0",
            port,
            e.getMessage());
      }
      socket.bind(new InetSocketAddress(local, 0));
    }
  }

  @Override
  public boolean isSpent() {
    return spent;
  }

  @Override
  public synchronized void close() {
    spent = true;
    closed = true;
    if (attempt != null && !attempt.isConnected()) {
      try {
        attempt.close();
      } catch (IOException e) {
        // Nothing was open.
      }
    }
  }
}
