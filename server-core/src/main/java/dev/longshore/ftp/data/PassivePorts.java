package dev.longshore.ftp.data;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The passive ports: all bound from the start to the end of the process, each with a thread that
 * accepts. A session leases a port for as long as it takes the client to connect; a connection that
 * no lease expects is reset. Safe for many threads.
 */
public final class PassivePorts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PassivePorts.class);
  private static final int BACKLOG = 256;

  private final PassiveSettings settings;
  private final LeaseTable table;
  private final List<ServerSocket> listeners = new ArrayList<>();

  private PassivePorts(PassiveSettings settings) {
    this.settings = settings;
    this.table = new LeaseTable(settings, System::nanoTime);
  }

  /**
   * Binds every port of the plan and begins to accept.
   *
   * @throws PortUnavailable when one can not be bound; none is bound then
   */
  public static PassivePorts open(PassiveSettings settings) throws IOException {
    PassivePorts ports = new PassivePorts(settings);
    try {
      for (int port : settings.plan().ports().toArray()) {
        ports.bind(port);
      }
    } catch (IOException e) {
      ports.close();
      throw e;
    }
    ports.listeners.forEach(
        l ->
            Thread.ofVirtual()
                .name("passive-" + l.getLocalPort())
                .start(() -> ports.acceptLoop(l)));
    return ports;
  }

  private void bind(int port) throws IOException {
    ServerSocket listener = new ServerSocket();
    listeners.add(listener);
    try {
      listener.bind(new InetSocketAddress(settings.host(), port), BACKLOG);
    } catch (IOException e) {
      throw new PortUnavailable(port, e);
    }
  }

  /**
   * Leases a port to a client; waits a few seconds for one if all are lent.
   *
   * @param kept the port of this session's last lease, if the client did not connect to it
   * @return empty if no port became free
   */
  public Optional<Lease> lease(InetAddress client, OptionalInt kept) throws InterruptedException {
    return table.take(client, kept, settings.patience()).map(Lease::new);
  }

  /** How many leases wait for their connection. */
  public int pending() {
    return table.pending();
  }

  private void acceptLoop(ServerSocket listener) {
    while (!listener.isClosed()) {
      try {
        accepted(listener.accept());
      } catch (IOException e) {
        if (!listener.isClosed()) {
          LOG.warn("passive port {} could not accept: {}", listener.getLocalPort(), e.getMessage());
          // Out of descriptors, most likely: let some be closed before the next try.
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
      }
    }
  }

  private void accepted(Socket socket) {
    Optional<LeaseTable.Entry> entry = table.match(socket.getLocalPort(), socket.getInetAddress());
    if (entry.isEmpty() || !entry.get().arrival.complete(socket)) {
      LOG.debug(
          "connection from {} to passive port {} that no session expects",
          socket.getInetAddress(),
          socket.getLocalPort());
      reset(socket);
    }
  }

  static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is gone already.
    }
  }

  @Override
  public void close() {
    for (ServerSocket listener : listeners) {
      try {
        listener.close();
      } catch (IOException e) {
        LOG.debug("closing passive port {}", listener.getLocalPort(), e);
      }
    }
  }

  /** A port that is lent to one session, from PASV or EPSV until the client has connected. */
  public final class Lease implements AutoCloseable {
    private final LeaseTable.Entry entry;
    private final AtomicBoolean done = new AtomicBoolean();

    private Lease(LeaseTable.Entry entry) {
      this.entry = entry;
    }

    public int port() {
      return entry.port();
    }

    /** Whether the client has connected to it. */
    public boolean arrived() {
      return entry.arrival.isDone();
    }

    /** The client's connection, which is the caller's from then on. */
    Socket await(Duration timeout) throws IOException {
      if (!table.renew(entry)) {
        throw new IOException("the lease of passive port " + port() + " has expired");
      }
      try {
        Socket socket = entry.arrival.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (done.compareAndSet(false, true)) {
          return socket;
        }
        throw new IOException("passive port " + port() + " was given up");
      } catch (TimeoutException e) {
        throw new IOException("nobody connected to passive port " + port(), e);
      } catch (ExecutionException e) {
        throw new IOException("passive port " + port() + " was given up", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    /** Gives the port back, and resets a connection that came and was not used; from any thread. */
    @Override
    public void close() {
      table.giveBack(entry);
      if (done.compareAndSet(false, true)
          && !entry.arrival.completeExceptionally(new IOException("given up"))) {
        reset(entry.arrival.resultNow());
      }
    }
  }
}
