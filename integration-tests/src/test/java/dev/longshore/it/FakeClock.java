package dev.longshore.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What time of day it is for a process, by libfaketime: the test may set it forward. Durations,
 * which a process measures by another clock, stay as they are.
 *
 * @param library libfaketime's
 * @param offset the file that it reads the offset from, at least once a second
 */
public record FakeClock(Path library, Path offset) {
  private static final String NAME = "libfaketimeMT.so.1";

  /** One that goes right; empty where libfaketime is not installed. */
  public static Optional<FakeClock> create() throws IOException {
    Optional<Path> library = installed();
    if (library.isEmpty()) {
      return Optional.empty();
    }
    Path offset = Files.createTempFile(Path.of("target"), "clock-", ".txt").toAbsolutePath();
    FakeClock clock = new FakeClock(library.get(), offset);
    clock.setForward(Duration.ZERO);
    return Optional.of(clock);
  }

  private static Optional<Path> installed() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
      return folders
          .map(folder -> folder.resolve("faketime").resolve(NAME))
          .filter(Files::isReadable)
          .findFirst();
    }
  }

  /** By so much in all, seen by the process within about a second. */
  public void setForward(Duration by) throws IOException {
    Files.writeString(offset, "+" + by.toSeconds() + "\n");
  }

  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME_TIMESTAMP_FILE",
        offset.toString(),
        "FAKETIME_CACHE_DURATION",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        // It is for an old glibc; with today's it makes each timed wait of a thread a busy one.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }
}
