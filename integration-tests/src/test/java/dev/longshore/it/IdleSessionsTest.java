package dev.longshore.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client costs that has logged in, listed a directory, and does nothing any more. */
@Timeout(300)
final class IdleSessionsTest {
  private static final int SESSIONS = Boolean.getBoolean("longshore.nightly") ? 5000 : 2000;

  /** So many log in at a time. */
  private static final int AT_ONCE = 16;

  private static final long KIB = 1024;

  /** Logs one in. */
  private interface Login {
    Wire to(Gateway gateway) throws IOException;
  }

  @Test
  void inClearTextItIs24KibOfHeap() throws Exception {
    try (S3 s3 = S3.inMemory();
        Gateway gateway = crowded(Gateway.with(s3)).start()) {
      assertThat(heapOfEach(gateway, g -> Wire.loggedIn(g.ipv4()))).isLessThan(24 * KIB);
    }
  }

  @Test
  void overTlsItIs64KibOfHeap() throws Exception {
    Certificate certificate = Certificate.create();
    TlsClient tls = TlsClient.trusting(certificate);
    try (S3 s3 = S3.inMemory();
        Gateway gateway = crowded(Gateway.with(s3)).tls(certificate, "required").start()) {
      assertThat(heapOfEach(gateway, g -> Wire.loggedIn(g.ipv4(), tls))).isLessThan(64 * KIB);
    }
  }

  private static Gateway.Builder crowded(Gateway.Builder gateway) {
    String enough = Integer.toString(2 * SESSIONS);
    return gateway
        .heap("1g")
        .set("longshore.limits.sessions", enough)
        .set("longshore.limits.sessions-per-user", enough)
        .set("longshore.limits.sessions-per-address", enough);
  }

  private static long heapOfEach(Gateway gateway, Login login)
      throws IOException, InterruptedException, ExecutionException {
    List<Wire> open = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      // Whatever the first sessions load is nobody's alone.
      for (int i = 0; i < 50; i++) {
        lister(login, gateway).close();
      }
      long before = gateway.jvm().liveHeap();
      List<Future<Wire>> logins = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        logins.add(threads.submit(() -> lister(login, gateway)));
      }
      for (Future<Wire> each : logins) {
        open.add(each.get());
      }
      long each = (gateway.jvm().liveHeap() - before) / SESSIONS;
      open.getFirst().expect(200, "NOOP");
      open.getLast().expect(200, "NOOP");
      System.out.println("an idle session takes " + each + " bytes of heap");
      return each;
    } finally {
      for (Wire client : open) {
        client.close();
      }
    }
  }

  private static Wire lister(Login login, Gateway gateway) throws IOException {
    Wire client = login.to(gateway);
    assertThat(client.listing("NLST")).isEmpty();
    return client;
  }
}
