package dev.longshore.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;

/**
 * One connection through the balancer: a client's and the one to a replica, joined. An end passes
 * on as an end, in each direction for itself, and a reset as a reset: of an upload the one means
 * that it is whole, the other that it is not.
 */
final class Passage {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** How long nothing may move in either direction; longer than the gateway has patience. */
  private static final Duration IDLE = Duration.ofMinutes(10);

  private static final int BUFFER = 64 * 1024;

  /** What a PROXY header of version 2 begins with, for TCP over IPv4. */
  private static final byte[] PROXY_TCP4 =
      HexFormat.of().parseHex("0d0a0d0a000d0a515549540a" + "21" + "11" + "000c");

  private final Socket client;
  private final InetSocketAddress replica;
  private final Socket inner = new Socket();
  private volatile long moved = System.nanoTime();

  /**
   * @param client accepted, over IPv4; it is closed when this has run
   * @param replica where it goes on
   */
  Passage(Socket client, InetSocketAddress replica) {
    this.client = client;
    this.replica = replica;
  }

  /** Passes on what comes until both have ended. */
  void run() {
    try {
      prepare(client);
      inner.connect(replica, Math.toIntExact(CONNECT.toMillis()));
      prepare(inner);
      inner.getOutputStream().write(header());
      Thread back = Thread.ofVirtual().name("passage-back").start(() -> copy(inner, client));
      copy(client, inner);
      back.join();
      inner.close();
      client.close();
    } catch (IOException | InterruptedException e) {
      reset();
    }
  }

  private static void prepare(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    // Clients send the last byte of their sign before ABOR as urgent data.
    socket.setOOBInline(true);
    socket.setSoTimeout(Math.toIntExact(IDLE.toMillis()));
  }

  private byte[] header() {
    return ByteBuffer.allocate(PROXY_TCP4.length + 12)
        .put(PROXY_TCP4)
        .put(client.getInetAddress().getAddress())
        .put(client.getLocalAddress().getAddress())
        .putShort((short) client.getPort())
        .putShort((short) client.getLocalPort())
        .array();
  }

  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
        to.getOutputStream().write(buffer, 0, count);
        moved = System.nanoTime();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      reset();
    }
  }

  /** Of a transfer one direction is silent to its end. */
  private int read(InputStream in, byte[] buffer) throws IOException {
    while (true) {
      try {
        return in.read(buffer);
      } catch (SocketTimeoutException e) {
        if (System.nanoTime() - moved >= IDLE.toNanos()) {
          throw e;
        }
      }
    }
  }

  /** Ends both connections so that either end knows it for a failure; may be called at any time. */
  void reset() {
    reset(client);
    reset(inner);
  }

  private static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      return; // It is closed already.
    }
  }
}
