package dev.longshore.it.conformance;

import dev.longshore.it.Gateway;
import dev.longshore.it.S3;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way to the S3 that can be cut: it passes connections on until an outage begins, and then resets
 * them and takes no more. Its threads end with it.
 */
final class Outage implements AutoCloseable {
  private final InetSocketAddress target;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean away;

  private Outage(InetSocketAddress target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("way-to-s3").start(this::accept);
  }

  static Outage inFrontOf(S3 s3) throws IOException {
    String host = s3.endpoint().getHost();
    return new Outage(new InetSocketAddress(host, s3.endpoint().getPort()));
  }

  /** A gateway that goes this way. */
  Gateway.Builder connected(Gateway.Builder gateway) {
    return gateway.set("longshore.s3.endpoint", "http://127.0.0.1:" + listener.getLocalPort());
  }

  void begin() {
    away = true;
    open.forEach(Outage::reset);
  }

  void end() {
    away = false;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        if (away) {
          reset(near);
        } else {
          join(near);
        }
      } catch (IOException e) {
        return; // Closed.
      }
    }
  }

  private void join(Socket near) throws IOException {
    var far = new Socket();
    far.connect(target);
    open.add(near);
    open.add(far);
    Thread.ofVirtual().start(() -> pass(near, far));
    Thread.ofVirtual().start(() -> pass(far, near));
    if (away) {
      open.forEach(Outage::reset); // It has begun meanwhile.
    }
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // Either side has ended, and the other ends with it.
    } finally {
      open.remove(from);
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It has ended by itself.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    begin();
  }
}
