package dev.longshore.ftp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.Await;
import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.tls.SessionBinding;
import dev.longshore.ftp.tls.TestCertificate;
import dev.longshore.ftp.tls.TlsSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data connections that come to another replica than the one that owns their port. */
final class RelayedTransferTest {
  private static final TestCertificate CERTIFICATE = TestCertificate.create();
  private static final byte[] CONTENT = TestFleet.content(3 << 20);

  private TestFleet fleet;

  @BeforeEach
  void start() throws IOException {
    fleet = TestFleet.start(TestOptions.DEFAULT);
    fleet.files.with("/home/f", CONTENT);
  }

  @AfterEach
  void stop() {
    fleet.close();
  }

  @Test
  void theSameBytesGoUpAndDownThroughWhateverReplica() throws IOException {
    for (int entrance = 0; entrance < TestFleet.SIZE; entrance++) {
      try (RawClient client = fleet.login(1, entrance)) {
        for (int i = 0; i < 5; i++) {
          client.store("STOR up", CONTENT);
          assertThat(fleet.files.bytes("/home/up")).contains(CONTENT);
          assertThat(client.fetch("RETR f")).isEqualTo(CONTENT);
          assertThat(new String(client.fetch("NLST"), UTF_8)).contains("f\r\n");
          client.store("STOR empty", new byte[0]);
          assertThat(fleet.files.bytes("/home/empty")).contains(new byte[0]);
        }
      }
    }
    Await.await(() -> fleet.carrying() == 0);
  }

  @Test
  void twentyClientsAtOnceWithABalancerThatPicksAtRandom() throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> done = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        done.add(clients.submit(worker(i)));
      }
      for (Future<Integer> each : done) {
        assertThat(each.get(120, TimeUnit.SECONDS)).isEqualTo(25);
      }
    }
  }

  private Callable<Integer> worker(int number) {
    return () -> {
      Random random = new Random(number);
      int done = 0;
      try (RawClient client = fleet.login(number % TestFleet.SIZE, 0)) {
        client.entering(() -> TestFleet.host(random.nextInt(TestFleet.SIZE)));
        for (; done < 25; done++) {
          byte[] bytes = TestFleet.content(1 + random.nextInt(100_000));
          client.store("STOR f" + number, bytes);
          assertThat(client.fetch("RETR f" + number)).isEqualTo(bytes);
        }
      }
      return done;
    };
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2, REQUIRE", "TLSv1.3, ALLOW"})
  void tlsEndsInTheOwner(String protocol, SessionBinding binding) throws IOException {
    fleet.close();
    TlsSettings settings =
        new TlsSettings(
            true, binding, List.of("TLSv1.3", "TLSv1.2"), List.of(), CERTIFICATE::keyManagers);
    fleet = TestFleet.start(TestOptions.DEFAULT.with(settings));
    TlsEnd tls = new TlsEnd(CERTIFICATE, protocol);
    try (RawClient client = tls.login(fleet.connect(2, 0))) {
      for (int i = 0; i < 10; i++) {
        tls.store(client, "STOR f", CONTENT);
        assertThat(tls.fetch(client, "RETR f")).isEqualTo(CONTENT);
      }
    }
  }

  @Test
  void oneNameIsInTheEventsOfBothReplicas() throws Exception {
    try (RawClient client = fleet.login(0, 1)) {
      client.store("STOR up", CONTENT);
      ServerEvents.Relayed up = fleet.server(1).relayed();
      assertThat(fleet.server(0).ended().trace()).contains(up.trace());
      assertThat(up.up()).isEqualTo(CONTENT.length);

      assertThat(client.fetch("RETR f")).isEqualTo(CONTENT);
      ServerEvents.Relayed down = fleet.server(1).relayed();
      assertThat(fleet.server(0).ended().trace()).contains(down.trace());
      assertThat(down.down()).isEqualTo(CONTENT.length);
      assertThat(down.owner()).startsWith("replica 0 at ");
    }
    try (RawClient client = fleet.login(1, 1)) {
      assertThat(client.fetch("RETR f")).isEqualTo(CONTENT);
      assertThat(fleet.server(1).ended().trace()).isEmpty();
    }
  }

  @Test
  void whoComesToAPortWhereNobodyIsAwaitedIsResetAndItsOwnerTellsIt() throws IOException {
    for (int port : fleet.server(0).passivePorts()) {
      assertThat(TestFleet.resets(TestFleet.host(1), port)).isTrue();
    }
    int all = fleet.server(0).passivePorts().size();
    for (int owner = 0; owner < TestFleet.SIZE; owner++) {
      assertThat(fleet.server(owner).unexpected()).isEqualTo(all / TestFleet.SIZE);
    }
  }

  @Test
  void whoComesForASlotThatNobodyHasIsResetAndThatIsTold() {
    fleet.server(2).close();
    Await.await(() -> !fleet.known(1).contains(2));

    List<Integer> ports = fleet.server(1).passivePorts();
    List<Integer> ownerless = ports.subList(ports.size() * 2 / 3, ports.size());
    assertThat(ownerless).allMatch(port -> TestFleet.resets(TestFleet.host(1), port));
    assertThat(fleet.server(1).ownerless()).isEqualTo(ownerless.size());
  }

  @Test
  void aSecondConnectionThroughAnotherReplicaContestsTheFirst() throws IOException {
    try (RawClient client = fleet.login(0, 1)) {
      int port = client.epsvPort();
      try (Socket first = new Socket(TestFleet.host(1), port)) {
        client.expect("STOR f2", 150);
        first.getOutputStream().write(CONTENT);
        try (Socket second = new Socket(TestFleet.host(2), port)) {
          second.setSoTimeout(5000);
          client.expect(426);
          assertThat(RawClient.isReset(second)).isTrue();
        }
      }
      client.expect("SIZE f2", 550);
      assertThat(fleet.server(0).contests()).isEqualTo(1);
    }
  }

  @Test
  void aReplicaWithAnotherSecretIsHandedNothing() throws IOException {
    fleet.close();
    fleet =
        TestFleet.start(
            TestOptions.DEFAULT,
            UnaryOperator.identity(),
            List.of(
                TestFleet.keyring("the secret of the first one"),
                TestFleet.keyring("the secret of the second one"),
                TestFleet.keyring("the secret of the second one")));
    try (RawClient client = fleet.login(0, 1);
        Socket data = client.epsv()) {
      data.setSoTimeout(5000);
      assertThat(RawClient.isReset(data)).isTrue();
    }
    try (RawClient client = fleet.login(1, 2)) {
      client.store("STOR up", CONTENT);
    }
  }

  @Test
  void anUploadThatComesSlowlyThroughARelayIsStoredWhole() throws IOException {
    try (RawClient client = fleet.login(2, 1);
        Socket data = client.epsv()) {
      client.expect("STOR slow", 150);
      OutputStream out = data.getOutputStream();
      for (int i = 0; i < 200; i++) {
        out.write(i);
        client.expect("NOOP", 200);
      }
      data.shutdownOutput();
      client.expect(226);
      client.expect("SIZE slow", 213);
    }
  }
}
