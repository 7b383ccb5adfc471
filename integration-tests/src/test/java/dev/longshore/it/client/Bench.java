package dev.longshore.it.client;

import dev.longshore.it.S3;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Where one action of one client takes place.
 *
 * @param folder of the bucket, without slashes at its ends; nobody else uses it
 * @param temporary a local folder of the same kind
 */
record Bench(RealClient client, Target target, S3 s3, String folder, Path temporary) {
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
    return temporary.resolve(name);
  }
}
