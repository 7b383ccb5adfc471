package dev.longshore.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The ports that the demo's gateways are going to bind, all of them the same, each at an address of
 * its own: looked at before they start, so that a taken one is said in a line.
 *
 * @param control where FTP clients connect
 * @param implicitTls where they connect whose TLS begins before the greeting; empty if nowhere
 * @param management health and metrics
 * @param relay where replicas connect to each other; empty if nowhere
 * @param passiveStart the first port of the passive range
 * @param passiveCount how many ports it has
 */
record DemoPorts(
    int control,
    OptionalInt implicitTls,
    int management,
    OptionalInt relay,
    int passiveStart,
    int passiveCount) {

  /** Reads them as the gateway will, from its environment variables or else its defaults. */
  static DemoPorts from(Map<String, String> environment) {
    return new DemoPorts(
        number(environment, "LONGSHORE_FTP_PORT", 2121),
        Boolean.parseBoolean(environment.get("LONGSHORE_FTPS_IMPLICIT_ENABLED"))
            ? OptionalInt.of(number(environment, "LONGSHORE_FTPS_IMPLICIT_PORT", 2990))
            : OptionalInt.empty(),
        number(environment, "QUARKUS_MANAGEMENT_PORT", 9000),
        "on".equalsIgnoreCase(environment.get("LONGSHORE_RELAY_MODE"))
            ? OptionalInt.of(number(environment, "LONGSHORE_RELAY_PORT", 2190))
            : OptionalInt.empty(),
        number(environment, "LONGSHORE_PASSIVE_START", 20000),
        number(environment, "LONGSHORE_PASSIVE_COUNT", 48));
  }

  private static int number(Map<String, String> environment, String name, int otherwise) {
    try {
      return Integer.parseInt(environment.getOrDefault(name, "").trim());
    } catch (NumberFormatException e) {
      return otherwise; // The gateway itself says what is wrong with it.
    }
  }

  /** What to tell the user if one of them is in use. */
  Optional<String> taken() {
    if (!isFree(control)) {
      return Optional.of(advice(control, "LONGSHORE_FTP_PORT", control + 1));
    }
    if (implicitTls.isPresent() && !isFree(implicitTls.getAsInt())) {
      int port = implicitTls.getAsInt();
      return Optional.of(advice(port, "LONGSHORE_FTPS_IMPLICIT_PORT", port + 1));
    }
    if (!isFree(management)) {
      return Optional.of(advice(management, "QUARKUS_MANAGEMENT_PORT", management + 1));
    }
    if (relay.isPresent() && !isFree(relay.getAsInt())) {
      int port = relay.getAsInt();
      return Optional.of(advice(port, "LONGSHORE_RELAY_PORT", port + 1));
    }
    return passive()
        .filter(port -> !isFree(port))
        .mapToObj(port -> advice(port, "LONGSHORE_PASSIVE_START", passiveStart + passiveCount))
        .findFirst();
  }

  private IntStream passive() {
    return IntStream.range(passiveStart, passiveStart + passiveCount);
  }

  boolean isPassive(int port) {
    return port >= passiveStart && port < passiveStart + passiveCount;
  }

  /** Which slot owns a passive port where the range has so many. */
  int owner(int port, int slots) {
    return (port - passiveStart) / (passiveCount / slots);
  }

  /** Those that clients connect to. */
  List<Integer> ofClients() {
    return IntStream.concat(
            IntStream.concat(IntStream.of(control), implicitTls.stream()), passive())
        .boxed()
        .toList();
  }

  private static String advice(int port, String name, int other) {
    return "port %d is taken by another program; stop that one, or say %s=%d ./longshore demo"
        .formatted(port, name, other);
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      // As servers do; without it a port would seem taken for a minute after the last run.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
