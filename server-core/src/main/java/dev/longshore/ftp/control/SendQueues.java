package dev.longshore.ftp.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many bytes the kernel still holds for each of some connections, as Linux tells it in {@code
 * /proc/net/tcp} and {@code tcp6}; elsewhere nothing is known.
 */
final class SendQueues {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  /** How an IPv4 address begins that stands in {@code tcp6}. */
  private static final String MAPPED = hex(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1});

  private SendQueues() {}

  /** Names a connected socket's row; stays the same as long as the socket is connected. */
  static String row(Socket socket) {
    return end(socket.getLocalAddress(), socket.getLocalPort())
        + " "
        + end(socket.getInetAddress(), socket.getPort());
  }

  private static String end(InetAddress address, int port) {
    return hex(address.getAddress()) + ":" + "%04X".formatted(port);
  }

  /** The kernel prints words of 32 bits as this machine reads them. */
  private static String hex(byte[] address) {
    ByteBuffer words = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder());
    StringBuilder text = new StringBuilder();
    while (words.hasRemaining()) {
      text.append("%08X".formatted(words.getInt()));
    }
    return text.toString();
  }

  /** Reads the tables once for all these rows; a row that is not there has no entry. */
  static Map<String, Long> of(Set<String> rows) {
    Map<String, Long> queues = new HashMap<>();
    for (Path table : TABLES) {
      try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.US_ASCII)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String[] columns = line.strip().split(" +", 6);
          if (columns.length > 5) {
            String row = unmapped(columns[1]) + " " + unmapped(columns[2]);
            if (rows.contains(row)) {
              queues.put(row, Long.parseLong(columns[4].substring(0, 8), 16));
            }
          }
        }
      } catch (IOException | IllegalArgumentException e) {
        // Not Linux, or not to be read: then only a call that returns shows that something moved.
      }
    }
    return queues;
  }

  private static String unmapped(String end) {
    return end.startsWith(MAPPED) ? end.substring(MAPPED.length()) : end;
  }
}
