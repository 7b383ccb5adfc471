package dev.longshore.s3.call;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file's own time of modification, kept in the user metadata {@code mtime} as seconds since 1970
 * with a fraction: the form of rclone and s3fs.
 */
public final class ModifiedTime {
  public static final String KEY = "mtime";

  /** No exponent, whose number might not fit into memory. */
  private static final Pattern SECONDS = Pattern.compile("-?\\d{1,12}(\\.\\d{1,12})?");

  private ModifiedTime() {}

  public static String format(Instant time) {
    BigDecimal nanos = BigDecimal.valueOf(time.getNano(), 9);
    return BigDecimal.valueOf(time.getEpochSecond())
        .add(nanos)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** The time in an object's metadata; empty if there is none that can be read. */
  static Optional<Instant> in(Map<String, String> metadata) {
    String value = metadata.get(KEY);
    if (value == null || !SECONDS.matcher(value).matches()) {
      return Optional.empty();
    }
    try {
      BigDecimal seconds = new BigDecimal(value);
      long whole = seconds.setScale(0, RoundingMode.FLOOR).longValueExact();
      BigDecimal rest = seconds.subtract(BigDecimal.valueOf(whole));
      return Optional.of(Instant.ofEpochSecond(whole, rest.movePointRight(9).longValue()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
