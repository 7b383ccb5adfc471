package dev.longshore.ftp.event;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Names one thing that happens in several processes, so that their log lines can be put together: a
 * {@code traceparent} of W3C Trace Context, version 00. Immutable.
 *
 * @param traceparent such as {@code 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00}: the
 *     version, the trace, who named it last, and whether it is recorded
 */
public record TraceContext(String traceparent) {
  /** How many characters one has. */
  public static final int LENGTH = 55;

  /** Ids of nothing but zeros are none. */
  private static final Pattern FORM =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private static final HexFormat HEX = HexFormat.of();

  /**
   * @throws IllegalArgumentException when it is none, or of a later version
   */
  public TraceContext {
    if (traceparent.length() != LENGTH || !FORM.matcher(traceparent).matches()) {
      throw new IllegalArgumentException("no traceparent: '" + LogText.of(traceparent) + "'");
    }
  }

  /** A new one, recorded by nobody so far. It is no secret, and met twice by nobody. */
  public static TraceContext create() {
    return new TraceContext("00-%s%s-%s-00".formatted(digits(), digits(), digits()));
  }

  private static String digits() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long number = random.nextLong();
    while (number == 0) {
      number = random.nextLong();
    }
    return HEX.toHexDigits(number);
  }

  /** What all that belongs together has in common, 32 digits: this is in the log. */
  public String id() {
    return traceparent.substring(3, 35);
  }

  @Override
  public String toString() {
    return traceparent;
  }
}
