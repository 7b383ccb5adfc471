package dev.longshore.ftp.server;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at the client's address who never logs in: connects to all passive ports, again and
 * again, and sends a file of his own to whoever takes it.
 */
final class Stranger implements AutoCloseable {
  /**
   * He shall crowd ports, and not keep the clients, who share his processors, from connecting
   * within the two seconds that a port is watched for them.
   */
  private static final int AT_ONCE = 16;

  private static final int PORTS_AT_ONCE = 4;

  /** How often he connects to a port before he turns to the next one. */
  private final int times;

  private final List<Integer> ports;
  private final byte[] bytes;
  private final Optional<TlsEnd> tls;
  private final int all;
  private final Semaphore room;
  private final CountDownLatch firstRound = new CountDownLatch(1);
  private volatile boolean closed;

  Stranger(List<Integer> ports, byte[] bytes, Optional<TlsEnd> tls) throws InterruptedException {
    this(ports, bytes, tls, 1);
  }

  /**
   * @param times how often he connects to each port at once
   */
  Stranger(List<Integer> ports, byte[] bytes, Optional<TlsEnd> tls, int times)
      throws InterruptedException {
    this.times = times;
    this.all = Math.max(AT_ONCE, PORTS_AT_ONCE * times);
    this.room = new Semaphore(all);
    this.ports = ports;
    this.bytes = bytes;
    this.tls = tls;
    Thread.ofVirtual().start(this::run);
    firstRound.await();
  }

  private void run() {
    while (true) {
      for (int port : ports) {
        room.acquireUninterruptibly(times);
        if (closed) {
          room.release(times);
          return;
        }
        for (int i = 0; i < times; i++) {
          Thread.ofVirtual().start(() -> plant(port));
        }
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500));
      }
      firstRound.countDown();
    }
  }

  private void plant(int port) {
    try (Socket socket = connect(port)) {
      OutputStream out = socket.getOutputStream();
      @Nullable TlsEnd end = tls.orElse(null);
      if (end == null) {
        out.write(bytes);
        socket.shutdownOutput();
      } else {
        var secured = end.wrap(socket);
        // A session of his own is no use to him: each time he shakes hands anew.
        secured.startHandshake();
        secured.getOutputStream().write(bytes);
        secured.shutdownOutput();
      }
      // He stays as long as he may, at most so long.
      var _ = socket.getInputStream().read();
    } catch (IOException e) {
      // Nobody wanted it.
    } finally {
      room.release();
    }
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
    socket.setSoTimeout(300);
    return socket;
  }

  @Override
  public void close() {
    closed = true;
    room.acquireUninterruptibly(all);
    room.release(all);
  }
}
