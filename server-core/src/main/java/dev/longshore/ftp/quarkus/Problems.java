package dev.longshore.ftp.quarkus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with settings, a line each that begins with the key. */
final class Problems {
  private static final Duration LONGEST = Duration.ofDays(366);

  private final List<String> lines = new ArrayList<>();

  List<String> lines() {
    return lines;
  }

  void add(String line) {
    lines.add(line);
  }

  boolean require(boolean good, String key, String problem) {
    if (!good) {
      lines.add("longshore." + key + ": " + problem);
    }
    return good;
  }

  /**
   * For a setting that belongs to one way of doing something.
   *
   * @param used whether that is the way that is set
   * @param way the setting that uses it, with its value
   */
  void belongs(String key, Optional<?> value, boolean used, String way) {
    require(
        value.isPresent() == used,
        key,
        used ? "is not set, and " + way + " needs one" : "is set, but only " + way + " uses it");
  }

  void within(String key, int value, int least, int most) {
    require(
        value >= least && value <= most,
        key,
        "%d is not from %d to %d".formatted(value, least, most));
  }

  void atLeastOne(String key, int value) {
    require(value >= 1, key, value + " is not at least 1");
  }

  void text(String key, String value) {
    try {
      EngineSettings.lines(value);
    } catch (IllegalArgumentException e) {
      require(false, key, String.valueOf(e.getMessage()));
    }
  }

  void notNegative(String key, Duration value) {
    require(!value.isNegative(), key, "is less than nothing");
    notForEver(key, value);
  }

  void positive(String key, Duration value) {
    require(value.isPositive(), key, "must be longer than nothing");
    notForEver(key, value);
  }

  /** For what is counted in milliseconds. */
  void millisecond(String key, Duration value) {
    require(value.compareTo(Duration.ofMillis(1)) >= 0, key, "must be a millisecond or longer");
    notForEver(key, value);
  }

  /** Longer ones may not fit into what counts them. */
  private void notForEver(String key, Duration value) {
    require(value.compareTo(LONGEST) <= 0, key, "is longer than a year");
  }
}
