package dev.longshore.ftp.relay;

import java.util.OptionalInt;

/**
 * Which versions of hops and links this process speaks: its own and the one before. Whoever
 * connects says its own; two that are the same or next to each other speak the lower one, and two
 * that are further apart do not speak at all.
 *
 * <p>1 is the first, and 0 is no version. 2 names each data connection by a {@link
 * dev.longshore.ftp.event.TraceContext}; its links are those of 1.
 */
public final class WireVersion {
  /** The version of this process. */
  public static final int OWN = 2;

  private static final int FIRST = 1;

  private WireVersion() {}

  /**
   * What this process speaks with another one.
   *
   * @param other the other one's own version
   * @throws NotUnderstood when they have none in common
   */
  public static int with(int other) throws NotUnderstood {
    return common(OWN, other).orElseThrow(() -> notSpoken(other));
  }

  /**
   * Looks at what another process chose to speak with this one.
   *
   * @throws NotUnderstood when this one does not speak it
   */
  static void demand(int chosen) throws NotUnderstood {
    if (chosen > OWN || common(OWN, chosen).isEmpty()) {
      throw notSpoken(chosen);
    }
  }

  /** The version that two processes speak with each other; empty if there is none. */
  static OptionalInt common(int one, int other) {
    int lower = Math.min(one, other);
    return lower < FIRST || Math.max(one, other) - lower > 1
        ? OptionalInt.empty()
        : OptionalInt.of(lower);
  }

  private static NotUnderstood notSpoken(int version) {
    return new NotUnderstood(
        "it speaks version %d of the wire between replicas, and this one %d and %d: a roll-out must"
                .formatted(version, OWN - 1, OWN)
            + " not pass over a version");
  }
}
