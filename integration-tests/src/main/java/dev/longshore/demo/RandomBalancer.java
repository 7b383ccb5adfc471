package dev.longshore.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A load balancer as there are many: it passes each connection to the same port of a replica that
 * is picked at random, whoever the client is, and says so in a PROXY header. It knows nothing of
 * FTP. Each connection and each port has a virtual thread of its own.
 */
final class RandomBalancer implements AutoCloseable {
  private static final int BACKLOG = 128;

  /** How many connections it passes on at once; one too many is reset. */
  private static final int MOST = 1024;

  private static final Duration PAUSE = Duration.ofMillis(100);

  /** Who hears of each choice; called by many threads. */
  interface Choices {
    /** A connection to this port goes to the replica of this slot. */
    void chosen(int port, int replica);
  }

  private final List<InetAddress> replicas;
  private final Choices choices;
  private final List<ServerSocket> listeners = new ArrayList<>();
  private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private RandomBalancer(List<InetAddress> replicas, Choices choices) {
    this.replicas = List.copyOf(replicas);
    this.choices = choices;
  }

  /** Binds these ports of an address; clients wait until {@link #serve}. */
  static RandomBalancer bind(
      InetAddress address, List<Integer> ports, List<InetAddress> replicas, Choices choices)
      throws IOException {
    var balancer = new RandomBalancer(replicas, choices);
    try {
      for (int port : ports) {
        balancer.listen(new InetSocketAddress(address, port));
      }
      return balancer;
    } catch (IOException e) {
      balancer.close();
      throw e;
    }
  }

  private void listen(InetSocketAddress address) throws IOException {
    var listener = new ServerSocket();
    listeners.add(listener);
    listener.setReuseAddress(true);
    listener.bind(address, BACKLOG);
  }

  /** Passes connections on from now until it is closed. */
  void serve() {
    for (ServerSocket listener : listeners) {
      Thread.ofVirtual().name("balancer-" + listener.getLocalPort()).start(() -> accept(listener));
    }
  }

  private void accept(ServerSocket listener) {
    while (!closed) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().name("passage").start(() -> pass(client));
      } catch (IOException e) {
        // It was closed, or there are too many open files for now.
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void pass(Socket client) {
    int port = client.getLocalPort();
    int replica = ThreadLocalRandom.current().nextInt(replicas.size());
    var passage = new Passage(client, new InetSocketAddress(replicas.get(replica), port));
    passages.add(passage);
    try {
      if (closed || passages.size() > MOST) {
        passage.reset();
        return;
      }
      choices.chosen(port, replica);
      passage.run();
    } finally {
      passages.remove(passage);
    }
  }

  /** Resets all connections and frees the ports. */
  @Override
  public void close() throws IOException {
    closed = true;
    for (ServerSocket listener : listeners) {
      listener.close();
    }
    passages.forEach(Passage::reset);
  }
}
