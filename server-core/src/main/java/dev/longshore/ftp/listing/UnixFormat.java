package dev.longshore.ftp.listing;

import dev.longshore.ftp.storage.Entry;
import dev.longshore.ftp.user.Permission;
import dev.longshore.ftp.user.User;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A line as {@code ls -l} writes it, which is what most clients parse: nine columns, times in UTC,
 * exactly one blank before the name.
 */
public final class UnixFormat implements ListingFormat {
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  /** Beyond half a year the year stands where the time of day was. */
  private static final Duration RECENT = Duration.ofDays(180);

  private final String fileMode;
  private final String directoryMode;
  private final Instant now;

  /**
   * @param user whose permissions the mode column shows
   * @param now decides between time of day and year
   */
  public UnixFormat(User user, Instant now) {
    this.fileMode = user.may(Permission.OVERWRITE) ? "-rw-r--r--" : "-r--r--r--";
    this.directoryMode = user.may(Permission.WRITE) ? "drwxr-xr-x" : "dr-xr-xr-x";
    this.now = now;
  }

  @Override
  public void append(Entry entry, StringBuilder line) {
    line.append(entry.isDirectory() ? directoryMode : fileMode);
    line.append(entry.isDirectory() ? "   2" : "   1").append(" ftp      ftp      ");
    right(line, Long.toString(entry.size()), 10);
    line.append(' ');
    date(line, entry.modified().orElse(Instant.EPOCH));
    line.append(' ').append(entry.name());
  }

  private void date(StringBuilder line, Instant modified) {
    OffsetDateTime time = modified.atOffset(ZoneOffset.UTC);
    line.append(MONTHS.get(time.getMonthValue() - 1)).append(' ');
    right(line, Integer.toString(time.getDayOfMonth()), 2);
    line.append(' ');
    if (modified.isAfter(now) || modified.isBefore(now.minus(RECENT))) {
      right(line, Integer.toString(time.getYear()), 5);
    } else {
      twoDigits(line, time.getHour());
      line.append(':');
      twoDigits(line, time.getMinute());
    }
  }

  private static void right(StringBuilder line, String text, int width) {
    line.repeat(' ', Math.max(0, width - text.length())).append(text);
  }

  private static void twoDigits(StringBuilder line, int number) {
    line.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
