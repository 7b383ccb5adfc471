package dev.longshore.ftp.listing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time values of MDTM, MFMT and the fact modify: {@code YYYYMMDDhhmmss[.f]} in UTC (RFC 3659
 * section 2.3).
 */
public final class TimeValue {
  private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
  private static final DateTimeFormatter EXACT =
      new DateTimeFormatterBuilder()
          .append(FORMAT)
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);
  private static final Pattern SYNTAX =
      Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(\\d{2})(\\d{2})(\\d{2})(?:\\.(\\d{1,9}))?");

  private TimeValue() {}

  /** Fourteen digits; fractions are left out, as several clients do not read them. */
  public static String format(Instant time) {
    return FORMAT.format(time.atOffset(ZoneOffset.UTC));
  }

  /** With the fraction, if it has one, in as many digits as it takes. */
  public static String exact(Instant time) {
    return EXACT.format(time.atOffset(ZoneOffset.UTC));
  }

  /**
   * The time that a text names; empty for one that does not exist. A leap second is the second
   * after it.
   */
  public static Optional<Instant> parse(String text) {
    Matcher m = SYNTAX.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    int second = number(m, 6);
    String fraction = m.group(7) == null ? "" : m.group(7);
    int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
    try {
      LocalDateTime minute =
          LocalDateTime.of(number(m, 1), number(m, 2), number(m, 3), number(m, 4), number(m, 5));
      return second > 60
          ? Optional.empty()
          : Optional.of(minute.toInstant(ZoneOffset.UTC).plusSeconds(second).plusNanos(nanos));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }
}
