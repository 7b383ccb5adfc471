package dev.longshore.ftp.storage;

import java.time.Instant;
import java.util.Optional;

/**
 * A file or a directory.
 *
 * @param name the last segment of its path; {@code /} for the root
 * @param kind which of the two
 * @param size bytes; 0 for a directory
 * @param modified when it was last changed; empty for directories of which the store keeps no time
 */
public record Entry(String name, Kind kind, long size, Optional<Instant> modified) {

  /** What an entry is. */
  public enum Kind {
    FILE,
    DIRECTORY
  }

  public static Entry file(String name, long size, Instant modified) {
    return new Entry(name, Kind.FILE, size, Optional.of(modified));
  }

  public static Entry directory(String name, Optional<Instant> modified) {
    return new Entry(name, Kind.DIRECTORY, 0, modified);
  }

  public boolean isFile() {
    return kind == Kind.FILE;
  }

  public boolean isDirectory() {
    return kind == Kind.DIRECTORY;
  }
}
