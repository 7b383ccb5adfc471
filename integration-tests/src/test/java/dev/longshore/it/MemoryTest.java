package dev.longshore.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Much through little: a process that runs out of memory would end at once, and the test fail. */
final class MemoryTest {
  private static final long MIB = 1L << 20;

  @Test
  void aFileOfTwiceTheHeapGoesUpAndDown(@TempDir Path directory)
      throws IOException, InterruptedException {
    upAndDown(directory, 512 * MIB);
  }

  @Test
  @EnabledIfSystemProperty(named = "longshore.nightly", matches = "true")
  void aFileOfTwentyTimesTheHeapGoesUpAndDown(@TempDir Path directory)
      throws IOException, InterruptedException {
    upAndDown(directory, 5 * 1024 * MIB);
  }

  private static void upAndDown(Path directory, long length)
      throws IOException, InterruptedException {
    try (S3 s3 = S3.inDirectory(directory);
        Gateway gateway = Gateway.with(s3).heap("256m").start();
        Wire client = Wire.loggedIn(gateway.ipv4())) {
      long checksum = upload(client, "big.bin", new GeneratedFile(1, length));
      try (DataConnection data = client.passive()) {
        client.expect(150, "RETR big.bin");
        assertThat(GeneratedFile.Received.from(data.in()))
            .isEqualTo(new GeneratedFile.Received(length, checksum));
        assertThat(client.read().code()).isEqualTo(226);
      }
      assertThat(s3.openUploads()).isEmpty();
    }
  }

  @Test
  void aHundredUploadsAtOnceTakeTurnsInALittleHeap(@TempDir Path directory)
      throws IOException, InterruptedException, ExecutionException {
    int uploads = 100;
    try (S3 s3 = S3.inDirectory(directory);
        Gateway gateway = Gateway.with(s3).heap("128m").passivePorts(128).start();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> checksums = new ArrayList<>();
      for (int i = 0; i < uploads; i++) {
        var file = new GeneratedFile(i, 8 * MIB);
        String name = "upload-" + i;
        checksums.add(
            threads.submit(
                () -> {
                  try (Wire client = Wire.loggedIn(gateway.ipv4())) {
                    return upload(client, name, file);
                  }
                }));
      }
      for (int i = 0; i < uploads; i++) {
        long checksum = checksums.get(i).get();
        try (var object = s3.open("upload-" + i)) {
          assertThat(GeneratedFile.Received.from(object))
              .isEqualTo(new GeneratedFile.Received(8 * MIB, checksum));
        }
      }
      assertThat(s3.openUploads()).isEmpty();
    }
  }

  private static long upload(Wire client, String name, GeneratedFile file) throws IOException {
    long checksum;
    try (DataConnection data = client.passive()) {
      client.expect(150, "STOR " + name);
      OutputStream out = data.out();
      checksum = file.writeTo(out);
    }
    Reply end = client.read();
    assertThat(end.code()).as(end.text()).isEqualTo(226);
    return checksum;
  }
}
