package dev.longshore.lab;

import java.io.IOException;
import java.util.List;

/**
 * A machine of the laboratory: a network namespace with an address.
 *
 * @param ground where it is
 * @param name what the namespace is called
 * @param ipv4 its address; empty where it has IPv6 alone
 * @param ipv6 its address; empty where it has IPv4 alone
 */
record Host(Ground ground, String name, String ipv4, String ipv6) implements Load.Place {

  /** Runs a program there to its end and returns what it printed; status 0 is demanded. */
  String run(String... command) throws IOException, InterruptedException {
    return ground.run(name, List.of(command), "");
  }

  /** The same with something on its standard input. */
  String feed(String input, String... command) throws IOException, InterruptedException {
    return ground.run(name, List.of(command), input);
  }

  /** Starts a program there; who starts it ends it, or the ground does. */
  @Override
  public Process start(List<String> command) throws IOException {
    return ground.start(name, command);
  }
}
