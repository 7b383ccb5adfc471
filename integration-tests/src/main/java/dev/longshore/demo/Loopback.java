package dev.longshore.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The addresses of a demo: clients know the first one. Replicas behind a balancer listen on the
 * same ports, so each has an address of its own.
 */
final class Loopback {
  static final InetAddress FRONT = InetAddress.ofLiteral("127.0.0.1");
  private static final int FIRST = 2;

  private Loopback() {}

  /**
   * The addresses of so many replicas, by their slots.
   *
   * @throws DemoFailure when this machine lacks some, as macOS does until it is told
   */
  static List<InetAddress> replicas(int count) throws DemoFailure {
    List<InetAddress> all =
        IntStream.range(FIRST, FIRST + count)
            .mapToObj(last -> InetAddress.ofLiteral("127.0.0." + last))
            .toList();
    String missing =
        all.stream()
            .filter(address -> !isHere(address))
            .map(InetAddress::getHostAddress)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new DemoFailure(
          "this machine does not have the addresses that replicas need: "
              + missing
              + "; on macOS, say for each: sudo ifconfig lo0 alias ADDRESS");
    }
    return all;
  }

  private static boolean isHere(InetAddress address) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address, 0));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
