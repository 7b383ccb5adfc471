package dev.longshore.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;

/**
 * A process that does the least that anything between two sockets can do: it accepts on some ports
 * of one address, connects to the same port of another one, and copies the bytes both ways. What a
 * relay costs is measured beside it.
 */
final class BareCopy implements AutoCloseable {
  private static final int BUFFER = 64 << 10;

  private final Process process;

  private BareCopy(Process process) {
    this.process = process;
  }

  /** Starts one; it accepts as soon as this returns. */
  static BareCopy start(InetAddress at, InetAddress to, int firstPort, int ports)
      throws IOException {
    Path classes =
        Path.of(BareCopy.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                classes.toString(),
                BareCopy.class.getName(),
                at.getHostAddress(),
                to.getHostAddress(),
                Integer.toString(firstPort),
                Integer.toString(ports))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.getInputStream().read() < 0) {
      throw new IOException("the copying process ended at once");
    }
    return new BareCopy(process);
  }

  JvmProbe jvm() {
    return new JvmProbe(process.toHandle());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The process: where to listen, where to connect, the first port and how many there are. */
  static void main(String[] arguments) throws IOException {
    InetAddress at = InetAddress.ofLiteral(arguments[0]);
    InetAddress to = InetAddress.ofLiteral(arguments[1]);
    int first = Integer.parseInt(arguments[2]);
    for (int port = first; port < first + Integer.parseInt(arguments[3]); port++) {
      ServerSocket listener = new ServerSocket();
      listener.bind(new InetSocketAddress(at, port));
      Thread.ofPlatform().start(() -> accept(listener, to));
    }
    System.out.write('.');
    System.out.flush();
  }

  private static void accept(ServerSocket listener, InetAddress to) {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(to, listener.getLocalPort());
        Thread.ofVirtual().start(() -> copy(client, server));
        Thread.ofVirtual().start(() -> copy(server, client));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copy(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      for (int n = from.getInputStream().read(buffer);
          n >= 0;
          n = from.getInputStream().read(buffer)) {
        to.getOutputStream().write(buffer, 0, n);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // One of the two is gone, and its other direction ends as well.
    }
  }
}
