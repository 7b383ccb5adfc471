package dev.longshore.it;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** Where a client listens in active mode. Every wait is bounded. */
public final class Listener implements Closeable {
  private static final int USUAL_BACKLOG = 50;

  private final ServerSocket socket;
  private final List<Socket> waiting = new ArrayList<>();

  private Listener(InetSocketAddress address, int backlog) throws IOException {
    socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(address, backlog);
    socket.setSoTimeout(Math.toIntExact(Wire.BOUND.toMillis()));
  }

  /** Listens on any free port of this address. */
  public static Listener on(InetAddress address) throws IOException {
    return new Listener(new InetSocketAddress(address, 0), USUAL_BACKLOG);
  }

  /** Listens on this very port. */
  public static Listener on(InetSocketAddress address) throws IOException {
    return new Listener(address, USUAL_BACKLOG);
  }

  /** Listens so that whoever connects is not answered at all: its queue is full. */
  public static Listener deaf(InetAddress address) throws IOException {
    Listener listener = new Listener(new InetSocketAddress(address, 0), 1);
    while (listener.hasRoom()) {
      if (listener.waiting.size() > USUAL_BACKLOG) {
        throw new IllegalStateException("the queue of a listener does not fill");
      }
    }
    return listener;
  }

  private boolean hasRoom() throws IOException {
    var client = new Socket();
    waiting.add(client);
    try {
      client.connect(socket.getLocalSocketAddress(), 100);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** The command that names it: PORT for IPv4, EPRT for IPv6. */
  public String command() {
    String host = socket.getInetAddress().getHostAddress();
    return socket.getInetAddress() instanceof Inet4Address
        ? "PORT %s,%d,%d".formatted(host.replace('.', ','), port() >> 8, port() & 0xff)
        : "EPRT |2|%s|%d|".formatted(host, port());
  }

  /** Waits for the server. */
  public DataConnection accept() throws IOException {
    Socket accepted = socket.accept();
    return DataConnection.accepted(accepted);
  }

  /** Whether somebody has connected already; that connection is closed. */
  public boolean accepted() throws IOException {
    socket.setSoTimeout(1);
    try (Socket _ = socket.accept()) {
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket client : waiting) {
      client.close();
    }
    socket.close();
  }
}
