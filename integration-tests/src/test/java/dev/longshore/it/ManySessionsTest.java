package dev.longshore.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A thousand clients at once. */
final class ManySessionsTest {
  private static final int SESSIONS = 1000;

  /** So many are busy at a time; all stay logged in. */
  private static final int AT_ONCE = 32;

  @Test
  void aThousandSessionsAreLoggedInAtOnceAndEachHasListed()
      throws IOException, InterruptedException, ExecutionException {
    List<Wire> open = new ArrayList<>();
    try (S3 s3 = S3.inMemory();
        Gateway gateway =
            Gateway.with(s3)
                .heap("256m")
                .set("longshore.limits.sessions", "2000")
                .set("longshore.limits.sessions-per-user", "2000")
                .set("longshore.limits.sessions-per-address", "2000")
                .start();
        var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      s3.put("file", new byte[1]);
      List<Future<Wire>> logins = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        logins.add(
            threads.submit(
                () -> {
                  Wire client = Wire.loggedIn(gateway.ipv4());
                  assertThat(client.listing("LIST")).contains("file");
                  return client;
                }));
      }
      for (Future<Wire> login : logins) {
        open.add(login.get());
      }
      for (Wire client : open) {
        client.expect(200, "NOOP");
      }
    } finally {
      for (Wire client : open) {
        client.close();
      }
    }
  }
}
