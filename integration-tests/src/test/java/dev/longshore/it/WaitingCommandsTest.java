package dev.longshore.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two hundred clients whose transfers stand still, and whose commands wait for them. */
@Timeout(180)
final class WaitingCommandsTest {
  private static final int SESSIONS = 200;

  private record Client(Wire wire, DataConnection data) {}

  private final List<Client> clients = new ArrayList<>();
  private S3 s3;
  private Gateway gateway;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    s3 = S3.inMemory();
    gateway =
        Gateway.with(s3)
            .measured()
            .heap("256m")
            .set("longshore.limits.sessions-per-user", "1000")
            .set("longshore.limits.sessions-per-address", "1000")
            .start();
    for (int i = 0; i < SESSIONS; i++) {
      Wire wire = Wire.loggedIn(gateway.ipv4());
      DataConnection data = wire.passive();
      clients.add(new Client(wire, data));
      wire.expect(150, "STOR stalled-" + i);
    }
  }

  @AfterEach
  void stop() throws IOException {
    for (Client client : clients) {
      client.data().close();
      client.wire().close();
    }
    gateway.close();
    s3.close();
  }

  /** A process that ran out of memory would have ended. */
  @Test
  void asManyAsMayWaitTakeLittleMemory() throws IOException {
    String longest = "CWD " + "x".repeat(8000) + "\r\n";
    for (Client client : clients) {
      client.wire().raw(longest + longest + "CWD " + "x".repeat(8000));
    }
    try (Wire other = Wire.loggedIn(gateway.ipv4())) {
      other.expect(257, "PWD");
    }
    for (Client client : clients) {
      client.data().finish();
      client.wire().expect(226);
      client.wire().expect(553);
      client.wire().expect(553);
    }
  }

  @Test
  void theyCostNextToNoTimeOfAProcessor() throws IOException {
    for (Client client : clients) {
      client.wire().send("PWD");
    }
    Duration window = Duration.ofSeconds(4);
    Duration least = window;
    // The JVM still compiles at first, and that is not what is asked.
    for (int i = 0; i < 5 && least.compareTo(window.dividedBy(50)) >= 0; i++) {
      Duration before = gateway.jvm().cpu();
      LockSupport.parkNanos(window.toNanos());
      Duration used = gateway.jvm().cpu().minus(before);
      least = used.compareTo(least) < 0 ? used : least;
    }
    System.out.println("200 waiting commands take " + least + " of a processor in " + window);
    assertThat(least).isLessThan(window.dividedBy(50));
    for (Client client : clients) {
      client.data().finish();
      client.wire().expect(226);
      client.wire().expect(257);
    }
  }
}
