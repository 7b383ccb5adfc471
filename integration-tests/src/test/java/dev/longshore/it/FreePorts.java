package dev.longshore.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Finds neighbouring ports that nobody uses, for a passive range, which must be named before the
 * gateway starts. It looks below the ports that Linux hands out by itself.
 */
final class FreePorts {
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;
  private static final int TRIES = 200;

  private FreePorts() {}

  /** The first of {@code count} neighbouring ports that were free a moment ago. */
  static int range(int count) {
    for (int i = 0; i < TRIES; i++) {
      int start = ThreadLocalRandom.current().nextInt(FIRST, LAST - count);
      if (IntStream.range(start, start + count).allMatch(FreePorts::isFree)) {
        return start;
      }
    }
    throw new IllegalStateException("no " + count + " neighbouring ports are free");
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
