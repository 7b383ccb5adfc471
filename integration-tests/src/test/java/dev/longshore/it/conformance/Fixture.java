package dev.longshore.it.conformance;

import dev.longshore.it.S3;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The files that each case finds in its directory. */
final class Fixture {
  /** Twelve bytes, two lines. */
  static final String TEXT = "line1\nline2\n";

  /** The same as TYPE A sends it. */
  static final String ASCII = "line1\r\nline2\r\n";

  /** Two lines that end in CR and LF. */
  static final String CRLF = "a\r\nb\r\n";

  /** How old {@code old.txt} is. */
  static final Duration OLD = Duration.ofDays(400);

  private Fixture() {}

  static void put(S3 s3, String prefix) {
    put(s3, prefix + "f.txt", TEXT);
    put(s3, prefix + "empty", "");
    put(s3, prefix + "crlf.txt", CRLF);
    put(s3, prefix + "d/x.txt", "x");
    put(s3, prefix + "d/y.txt", "yy");
    put(s3, prefix + "e/", "");
    put(s3, prefix + "sp ace.txt", "space");
    put(s3, prefix + " lead", "lead");
    put(s3, prefix + "ü中.txt", "name");
    put(s3, prefix + "q\"x/", "");
    // As rclone writes it: seconds since 1970.
    long time = Instant.now().minus(OLD).getEpochSecond();
    s3.put(prefix + "old.txt", new byte[] {'o'}, Map.of("mtime", Long.toString(time)));
  }

  private static void put(S3 s3, String key, String content) {
    s3.put(key, content.getBytes(StandardCharsets.UTF_8));
  }
}
