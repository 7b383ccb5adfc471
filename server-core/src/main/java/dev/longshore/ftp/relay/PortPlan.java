package dev.longshore.ftp.relay;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The passive ports of a whole deployment, and which slot owns each: {@code count} ports from
 * {@code start} on, cut into {@code slots} runs of equal length, the first run for slot 0.
 *
 * <p>Used when passive ports are bound and leased; immutable. Every replica must hold the same
 * plan, because a port number is all that tells a replica who its owner is.
 *
 * @param start the first port, 1024 to 65535
 * @param count how many ports there are in all, at least 1; the last must not be above 65535
 * @param slots how many owners share them, at least 1; divides {@code count}
 */
public record PortPlan(int start, int count, int slots) {
  private static final int LOWEST = 1024;
  private static final int HIGHEST = 65_535;

  /**
   * @throws IllegalArgumentException when the three do not make a plan; the message names the
   *     setting below {@code longshore.} and says what is wrong with it, in one line
   */
  public PortPlan {
    if (start < LOWEST || start > HIGHEST) {
      throw new IllegalArgumentException(
          "passive.start is %d; it must be from %d to %d".formatted(start, LOWEST, HIGHEST));
    }
    if (count < 1) {
      throw new IllegalArgumentException(
          "passive.count is %d; it must be at least 1".formatted(count));
    }
    if (count > HIGHEST - start + 1) {
      throw new IllegalArgumentException(
          "passive.count is %d; from passive.start %d on there are only %d ports"
              .formatted(count, start, HIGHEST - start + 1));
    }
    if (slots < 1) {
      throw new IllegalArgumentException(
          "passive.slots is %d; it must be at least 1".formatted(slots));
    }
    if (count % slots != 0) {
      throw new IllegalArgumentException(
          "passive.count is %d; it must be a multiple of passive.slots, which is %d"
              .formatted(count, slots));
    }
  }

  /** The last port of the plan, itself a part of it. */
  public int last() {
    return start + count - 1;
  }

  /** How many ports a slot owns. */
  public int portsPerSlot() {
    return count / slots;
  }

  /** All ports, in rising order. */
  public IntStream ports() {
    return IntStream.rangeClosed(start, last());
  }

  /**
   * The ports that a slot owns, in rising order.
   *
   * @throws IllegalArgumentException when the plan has no such slot; the message names the setting
   */
  public IntStream portsOf(int slot) {
    if (slot < 0 || slot >= slots) {
      throw new IllegalArgumentException(
          "passive.slot is %d; with passive.slots %d it must be from 0 to %d"
              .formatted(slot, slots, slots - 1));
    }
    return IntStream.range(0, portsPerSlot()).map(i -> start + slot * portsPerSlot() + i);
  }

  /** The slot that owns a port; empty for a port outside the plan. */
  public OptionalInt owner(int port) {
    return port < start || port > last()
        ? OptionalInt.empty()
        : OptionalInt.of((port - start) / portsPerSlot());
  }
}
