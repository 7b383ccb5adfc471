package dev.longshore.it.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file beside these classes. */
final class Resource {

  private Resource() {}

  /** Puts it into a folder, so that a program can read it. */
  static Path copy(String name, Path folder) throws IOException {
    Path file = folder.resolve(Path.of(name).getFileName());
    try (InputStream in = Resource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is not on the class path");
      }
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
