package dev.longshore.it.client;

import dev.longshore.it.Gateway;
import dev.longshore.it.S3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Where one action of one client takes place.
 *
 * @param folder of the bucket, without slashes at its ends; nobody else uses it
 */
record Bench(RealClient client, Target target, Gateway gateway, S3 s3, String folder) {
  /** A directory of 2,000 files. */
  static final String LARGE = "large";

  /** A directory of one file for each odd name. */
  static final String ODD = "odd";

  private static final int LARGE_SIZE = 2000;

  static List<String> largeNames() {
    return IntStream.range(0, LARGE_SIZE).mapToObj("file-%04d.dat"::formatted).toList();
  }

  /** Bytes that do not repeat, the same each time. */
  static byte[] content(int length) {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    return content;
  }

  /** What is called so here, for the client and as a key. */
  String path(String name) {
    return folder + "/" + name;
  }

  Path local(String name) {
    return target.home().resolve(name);
  }

  /** That the bucket has this content under this name. */
  void assertStored(String name, byte[] content) {
    assertSame("object " + path(name), s3.bytes(path(name)), content);
  }

  /** That a local file has this content. */
  static void assertHere(Path file, byte[] content) throws IOException {
    assertSame("local file " + file, Files.readAllBytes(file), content);
  }

  /** Says where they differ rather than what is in them. */
  private static void assertSame(String what, byte[] actual, byte[] expected) {
    int difference = Arrays.mismatch(actual, expected);
    if (difference >= 0) {
      throw new AssertionError(
          "%s has %d bytes, differs at %d from the %d bytes that it should be"
              .formatted(what, actual.length, difference, expected.length));
    }
  }
}
