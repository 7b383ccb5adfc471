package dev.longshore.it;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Where a client listens in active mode. Every wait is bounded. */
public final class Listener implements Closeable {
  private final ServerSocket socket;

  private Listener(InetSocketAddress address) throws IOException {
    socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(address);
    socket.setSoTimeout(Math.toIntExact(Wire.BOUND.toMillis()));
  }

  /** Listens on any free port of this address. */
  public static Listener on(InetAddress address) throws IOException {
    return new Listener(new InetSocketAddress(address, 0));
  }

  /** Listens on this very port. */
  public static Listener on(InetSocketAddress address) throws IOException {
    return new Listener(address);
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
    socket.close();
  }
}
