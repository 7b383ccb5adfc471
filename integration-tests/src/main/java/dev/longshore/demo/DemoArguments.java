package dev.longshore.demo;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What follows {@code ./longshore demo}.
 *
 * @param replicas how many gateways; 1 is one that clients connect to without a balancer
 * @param relay whether the replicas hand data connections on to each other
 */
record DemoArguments(int replicas, boolean relay) {
  /** As many as there are slots. */
  static final int MOST = 8;

  private static final Pattern NUMBER = Pattern.compile("[2-" + MOST + "]");

  /**
   * Reads them.
   *
   * @throws DemoFailure when they make no sense
   */
  static DemoArguments of(List<String> arguments) throws DemoFailure {
    int replicas = 1;
    boolean relay = true;
    Queue<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String argument = rest.remove();
      switch (argument) {
        case "--replicas" -> {
          require(replicas == 1, "--replicas is there twice");
          replicas = number(rest.poll());
        }
        case "--without-relay" -> relay = false;
        default -> throw DemoFailure.ofArguments("demo knows no " + argument);
      }
    }
    require(relay || replicas > 1, "--without-relay goes with --replicas only");
    return new DemoArguments(replicas, relay);
  }

  private static int number(@Nullable String text) throws DemoFailure {
    String wanted = "--replicas takes a number from 2 to " + MOST;
    if (text == null) {
      throw DemoFailure.ofArguments(wanted);
    }
    require(NUMBER.matcher(text).matches(), wanted + ", and " + text + " is none");
    return Integer.parseInt(text);
  }

  private static void require(boolean good, String message) throws DemoFailure {
    if (!good) {
      throw DemoFailure.ofArguments(message);
    }
  }

  /** Whether there are several gateways and a balancer in front of them. */
  boolean isBalanced() {
    return replicas > 1;
  }
}
