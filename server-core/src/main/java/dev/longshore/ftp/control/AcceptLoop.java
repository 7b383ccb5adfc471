package dev.longshore.ftp.control;

import dev.longshore.ftp.event.LogPace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts on one port, on a thread of its own, until it is closed; whatever else happens to it, it
 * goes on.
 */
public final class AcceptLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptLoop.class);

  /** Out of descriptors or memory, most likely: let some be freed before the next try. */
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  /** How long a failure is seen by the health. */
  private static final long ILL = TimeUnit.SECONDS.toNanos(10);

  /** What all loops of a process have in common: they run out of descriptors together. */
  public static final class Troubles {
    private final LogPace pace = new LogPace();

    private void say(int port, Throwable trouble) {
      paced(
          others ->
              LOG.warn(
                  "port {} could not accept: {}{}",
                  port,
                  trouble.getMessage(),
                  LogPace.andOthers(others)));
    }

    private void failed(int port, Throwable failure) {
      paced(
          others ->
              LOG.error(
                  "accepting on port {} goes on after a failure{}",
                  port,
                  LogPace.andOthers(others),
                  failure));
    }

    private void paced(LongConsumer line) {
      try {
        pace.turn().ifPresent(line);
      } catch (RuntimeException | Error e) {
        // There is not even memory to say so.
      }
    }
  }

  private final ServerSocket socket;
  private final Troubles troubles;
  private volatile @Nullable Thread thread;
  private volatile long lastFailure = System.nanoTime() - ILL;

  private AcceptLoop(ServerSocket socket, Troubles troubles) {
    this.socket = socket;
    this.troubles = troubles;
  }

  /** Binds the port; nobody is accepted before {@link #start}. */
  public static AcceptLoop bind(InetSocketAddress address, int backlog, Troubles troubles)
      throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(address, backlog);
      return new AcceptLoop(socket, troubles);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Begins to accept.
   *
   * @param then takes each connection over; must not block. Where it throws, the connection is
   *     closed
   */
  public void start(String name, Consumer<Socket> then) {
    thread = Thread.ofVirtual().name(name).start(() -> run(then));
  }

  private void run(Consumer<Socket> then) {
    while (!socket.isClosed()) {
      Socket accepted = null;
      try {
        accepted = socket.accept();
        then.accept(accepted);
      } catch (IOException e) {
        if (!socket.isClosed()) {
          troubles.say(port(), e);
          LockSupport.parkNanos(PAUSE);
        }
      } catch (RuntimeException | Error e) {
        lastFailure = System.nanoTime();
        troubles.failed(port(), e);
        close(accepted);
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  private static void close(@Nullable Socket accepted) {
    if (accepted != null) {
      try {
        accepted.close();
      } catch (IOException e) {
        // It was gone.
      }
    }
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** Whether it accepts, and nothing has failed in it lately. */
  public boolean isListening() {
    Thread running = thread;
    return !socket.isClosed()
        && running != null
        && running.isAlive()
        && System.nanoTime() - lastFailure >= ILL;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("closing port {}", port(), e);
    }
  }
}
