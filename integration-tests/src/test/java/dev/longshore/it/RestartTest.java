package dev.longshore.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files outlive the processes. */
final class RestartTest {
  private static final String TEXT = "still here";

  @Test
  void filesAreFoundAfterTheGatewayAndItsS3WereStoppedAndStarted(@TempDir Path directory)
      throws IOException, InterruptedException {
    try (S3 s3 = S3.inDirectory(directory);
        Gateway gateway = Gateway.with(s3).start()) {
      try (Wire client = Wire.loggedIn(gateway.ipv4())) {
        client.expect(257, "MKD in");
        try (DataConnection data = client.passive()) {
          client.expect(150, "STOR in/file.txt");
          data.out().write(TEXT.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(client.read().code()).isEqualTo(226);
      }
      gateway.stop();
    }
    try (S3 s3 = S3.inDirectory(directory);
        Gateway gateway = Gateway.with(s3).start();
        Wire client = Wire.loggedIn(gateway.ipv4())) {
      assertThat(client.listing("NLST in").lines()).singleElement().asString().endsWith("file.txt");
      try (DataConnection data = client.passive()) {
        client.expect(150, "RETR in/file.txt");
        assertThat(data.in().readAllBytes()).asString().isEqualTo(TEXT);
        assertThat(client.read().code()).isEqualTo(226);
      }
    }
  }
}
