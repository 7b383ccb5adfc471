package dev.longshore.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** What the demo begins with: a bucket with a few files, and a users file with one user. */
final class DemoFiles {
  static final String BUCKET = "demo";

  private static final Map<String, String> SAMPLES =
      Map.of(
          "in/", "",
          "welcome.txt", "These files are objects in an S3 bucket.\n",
          "reports/2026/january.csv", "day,containers\n1,412\n2,388\n3,455\n",
          "reports/2026/february.csv", "day,containers\n1,401\n2,467\n3,439\n",
          "notes/a name with spaces, and an ü.txt", "Any name that UTF-8 can write is a name.\n");

  private DemoFiles() {}

  /** Fills an S3 that has no bucket yet, and leaves any other as it is. */
  static void into(BlobStore store) {
    if (store.containerExists(BUCKET)) {
      return;
    }
    store.createContainer(BUCKET);
    SAMPLES.forEach((key, text) -> put(store, key, text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void put(BlobStore store, String key, byte[] content) {
    var request =
        PutObjectRequest.builder()
            .bucket(BUCKET)
            .key(key)
            .contentLength((long) content.length)
            .contentType(key.endsWith("/") ? "application/x-directory" : "text/plain")
            .build();
    store.putBlob(request, new ByteArrayInputStream(content));
  }

  /** The users file in a directory; one that is there already is kept, for it may be edited. */
  static Path users(Path directory) throws IOException {
    Path file = directory.resolve("users.yaml");
    if (!Files.exists(file)) {
      try (InputStream users = DemoFiles.class.getResourceAsStream("users.yaml")) {
        if (users == null) {
          throw new IOException("the demo's users file is not in its jar");
        }
        Files.copy(users, file);
      }
    }
    return file;
  }
}
