package dev.longshore.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What a signal to stop does, to the process and to its clients. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StopTest {
  private static final byte[] BYTES = "some bytes".getBytes(StandardCharsets.UTF_8);
  private static final int CLIENTS = 8;

  private S3 s3;

  @BeforeAll
  void start() throws IOException {
    s3 = S3.inMemory();
    s3.put("file", BYTES);
  }

  @AfterAll
  void stop() throws IOException {
    s3.close();
  }

  private Gateway gateway(String linger, String timeout) throws IOException, InterruptedException {
    return Gateway.with(s3)
        .set("longshore.drain.linger", linger)
        .set("longshore.drain.timeout", timeout)
        .start();
  }

  private static void awaitHealth(Gateway gateway, String which, int status)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (gateway.health(which) != status) {
      assertThat(System.nanoTime()).as(which).isLessThan(end);
    }
  }

  private static void dismissed(Wire client) throws IOException {
    client.expect(421);
    client.expectEnd();
  }

  @Test
  void everySignalIsOneStepOfTheEnd() throws IOException, InterruptedException {
    try (Gateway gateway = gateway("10m", "10m");
        Wire idle = Wire.loggedIn(gateway.ipv4());
        Wire busy = Wire.loggedIn(gateway.ipv4());
        DataConnection data = busy.passive()) {
      busy.expect(150, "STOR cut-off");
      data.write(BYTES);
      assertThat(gateway.health("group/serving")).isEqualTo(200);

      gateway.terminate();
      awaitHealth(gateway, "ready", 503);
      assertThat(gateway.health("group/serving")).isEqualTo(200);
      assertThat(gateway.health("live")).isEqualTo(200);
      try (Wire late = Wire.loggedIn(gateway.ipv4())) {
        late.upload("STOR late", BYTES);
        idle.upload("STOR idle", BYTES);

        gateway.terminate();
        dismissed(late);
      }
      dismissed(idle);
      try (Wire refused = Wire.unread(gateway.ipv4())) {
        dismissed(refused);
      }
      busy.expect(213, "STAT");
      assertThat(gateway.health("group/serving")).isEqualTo(200);
      assertThat(gateway.health("ready")).isEqualTo(503);

      gateway.terminate();
      busy.expect(426);
      dismissed(busy);
      assertThat(gateway.ended()).isZero();
    }
    assertThat(s3.bytes("late")).isEqualTo(BYTES);
    assertThat(s3.has("cut-off")).isFalse();
    assertThat(s3.openUploads()).isEmpty();
  }

  @Test
  void aGatewayWithoutClientsServesForTheLingerAndThenEnds()
      throws IOException, InterruptedException {
    try (Gateway gateway = gateway("3s", "10m")) {
      long begin = System.nanoTime();
      gateway.terminate();
      awaitHealth(gateway, "ready", 503);
      try (Wire late = Wire.loggedIn(gateway.ipv4())) {
        late.upload("STOR later", BYTES);
        late.expect(221, "QUIT");
      }
      assertThat(gateway.ended()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(15));
    }
  }

  @Test
  void aTransferThatRunsEndsAndTheProcessWithIt() throws IOException, InterruptedException {
    try (Gateway gateway = gateway("0s", "10m");
        Wire idle = Wire.loggedIn(gateway.ipv4());
        Wire busy = Wire.loggedIn(gateway.ipv4())) {
      try (DataConnection data = busy.passive()) {
        busy.expect(150, "STOR whole");
        data.write(BYTES);
        gateway.terminate();
        dismissed(idle);
        assertThat(gateway.isAlive()).isTrue();
        data.write(BYTES);
      }
      busy.expect(226);
      dismissed(busy);
      assertThat(gateway.ended()).isZero();
    }
    assertThat(s3.bytes("whole")).hasSize(2 * BYTES.length);
  }

  @Test
  void whatHasNotEndedInTimeIsAbortedAndItsClientTold() throws IOException, InterruptedException {
    try (Gateway gateway = gateway("0s", "1s");
        Wire busy = Wire.loggedIn(gateway.ipv4());
        DataConnection data = busy.passive()) {
      busy.expect(150, "STOR too-slow");
      data.write(new byte[9 << 20]);
      gateway.terminate();
      busy.expect(426);
      dismissed(busy);
      assertThat(gateway.ended()).isZero();
    }
    assertThat(s3.has("too-slow")).isFalse();
    assertThat(s3.openUploads()).isEmpty();
  }

  /** Clients that go on until they are told 421, and see nothing else. */
  @Test
  void underLoadNoTransferFailsAndEverySessionIsTold() throws Exception {
    AtomicInteger transfers = new AtomicInteger();
    AtomicBoolean stopping = new AtomicBoolean();
    try (Gateway gateway = gateway("3s", "10m");
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        String name = "load-" + i;
        clients.add(threads.submit(() -> load(gateway, name, stopping, transfers)));
      }
      awaitCount(transfers, 4 * CLIENTS);
      stopping.set(true);
      gateway.terminate();
      awaitHealth(gateway, "ready", 503);
      awaitCount(transfers, transfers.get() + 4 * CLIENTS);
      for (Future<Integer> client : clients) {
        assertThat(client.get()).isEqualTo(421);
      }
      assertThat(gateway.ended()).isZero();
    }
  }

  private static void awaitCount(AtomicInteger count, int least) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (count.get() < least) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(5);
    }
  }

  /** Session after session, two uploads and two downloads each; returns the code of the end. */
  private int load(Gateway gateway, String name, AtomicBoolean stopping, AtomicInteger transfers)
      throws IOException {
    while (true) {
      try (Wire client = Wire.unread(gateway.ipv4())) {
        for (String line : List.of("", "USER " + Users.NAME, "PASS " + Users.PASSWORD, "TYPE I")) {
          if (says(client, line).code() == 421) {
            return 421;
          }
        }
        for (String command : List.of("STOR " + name, "RETR file", "STOR " + name, "RETR file")) {
          if (transfer(client, command) == 421) {
            return 421;
          }
          transfers.incrementAndGet();
        }
        if (client.command("QUIT").code() == 421) {
          return 421;
        }
      } catch (ConnectException e) {
        assertThat(stopping).isTrue();
        return 421;
      }
    }
  }

  private static Reply says(Wire client, String line) throws IOException {
    Reply reply = line.isEmpty() ? client.read() : client.command(line);
    assertThat(reply.code()).as(line).isIn(220, 331, 230, 200, 229, 421);
    return reply;
  }

  private static Optional<DataConnection> connected(InetSocketAddress address) throws IOException {
    try {
      return Optional.of(DataConnection.to(address));
    } catch (SocketException e) {
      return Optional.empty();
    }
  }

  /** The code of its end. */
  private static int transfer(Wire client, String command) throws IOException {
    Reply port = says(client, "EPSV");
    if (port.code() == 421) {
      return 421;
    }
    var address =
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), PassiveReply.port(port));
    Optional<DataConnection> connected = connected(address);
    if (connected.isEmpty()) {
      // Between EPSV and this the session was idle, and is told so.
      assertThat(client.read().code()).isEqualTo(421);
      return 421;
    }
    try (DataConnection data = connected.get()) {
      int begun = client.command(command).code();
      if (begun == 421) {
        return 421;
      }
      assertThat(begun).as(command).isEqualTo(150);
      if (command.startsWith("STOR")) {
        data.write(BYTES);
      } else {
        assertThat(data.readAll()).isEqualTo(BYTES);
      }
    }
    assertThat(client.read().code()).as(command).isEqualTo(226);
    return 226;
  }
}
