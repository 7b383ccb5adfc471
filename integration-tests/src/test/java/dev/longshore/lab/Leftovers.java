package dev.longshore.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders of laboratories: those whose JVM was killed could not take them away, so the next one
 * does. Processes and networks need no such care, as {@link Ground} says.
 */
final class Leftovers {
  private static final String PREFIX = "longshore-laboratory-";

  private Leftovers() {}

  /** A new folder of this JVM, with a short path, since a Unix socket is to be in it. */
  static Path newFolder() throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    List<Path> dead;
    try (Stream<Path> there = Files.list(parent)) {
      dead = there.filter(Leftovers::isOfTheDead).toList();
    }
    for (Path each : dead) {
      removeOnce(each);
    }
    return Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-");
  }

  private static boolean isOfTheDead(Path folder) {
    String name = String.valueOf(folder.getFileName());
    if (!name.matches(PREFIX + "\\d{1,18}-\\d+")) {
      return false;
    }
    long pid = Long.parseLong(name.split("-", -1)[2]);
    return ProcessHandle.of(pid).isEmpty();
  }

  /** Another laboratory of this machine may be about to do the same. */
  private static void removeOnce(Path folder) throws IOException {
    try {
      remove(folder);
    } catch (NoSuchFileException e) {
      // It has done it.
    }
  }

  static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        Files.delete(each);
      }
    }
    Files.delete(folder);
  }
}
