package dev.longshore.ftp.server;

import static dev.longshore.ftp.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.storage.Content;
import dev.longshore.ftp.storage.MemoryStorages;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The gentle end of a server. */
@Timeout(60)
final class DrainTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SOON = Duration.ofSeconds(10);

  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Begins it; the server knows of it when this returns. */
  private static Thread drain(TestServer server, Duration linger, Duration timeout) {
    Thread drain = Thread.ofVirtual().start(() -> server.server().drain(linger, timeout));
    await(() -> server.server().isEnding());
    return drain;
  }

  private static void ended(Thread drain) throws InterruptedException {
    assertThat(drain.join(SOON)).isTrue();
  }

  private static void dismissed(RawClient client) throws IOException {
    client.expect(421);
    assertThat(client.closed()).isTrue();
  }

  private void store(RawClient client, String name) throws IOException {
    try (Socket data = client.epsv()) {
      client.expect("STOR " + name, 150);
      data.getOutputStream().write(new byte[10]);
      data.shutdownOutput();
      client.expect(226);
    }
    assertThat(server.files.bytes("/home/" + name)).hasValue(new byte[10]);
  }

  @Test
  void duringTheLingerEverythingGoesOnAsBefore() throws Exception {
    try (RawClient before = server.login()) {
      Thread drain = drain(server, LONG, LONG);
      store(before, "before");
      try (RawClient after = server.login()) {
        store(after, "after");
        assertThat(server.server().isListening()).isTrue();
        server.server().hurry();
        dismissed(after);
        dismissed(before);
      }
      ended(drain);
    }
  }

  /** As by a second signal right behind the first. */
  @Test
  void aHurryThatComesBeforeTheBeginningIsHeard() throws Exception {
    server.server().hurry();
    ended(drain(server, LONG, LONG));
  }

  @Test
  void aServerWithoutClientsLingersTooAndEndsWithIt() throws Exception {
    Thread drain = drain(server, Duration.ofSeconds(1), LONG);
    try (RawClient client = server.login()) {
      store(client, "late");
    }
    ended(drain);
    assertThat(server.server().isListening()).isFalse();
  }

  @Test
  void drainingLetsTransfersEndAndSendsTheIdleAndTheNewAway() throws Exception {
    try (RawClient client = server.login();
        RawClient idle = server.login();
        RawClient silent = server.connect();
        Socket data = client.epsv()) {
      client.expect("STOR new", 150);
      data.getOutputStream().write(new byte[10]);
      Thread drain = drain(server, Duration.ZERO, LONG);
      dismissed(idle);
      dismissed(silent);
      assertThat(server.connect().greeting.code()).isEqualTo(421);
      data.getOutputStream().write(new byte[10]);
      data.shutdownOutput();
      client.expect(226);
      dismissed(client);
      ended(drain);
    }
    assertThat(server.files.bytes("/home/new")).hasValue(new byte[20]);
  }

  @Test
  void aTransferMayWaitForItsConnectionInADrain() throws Exception {
    try (RawClient client = server.login();
        RawClient idle = server.login()) {
      int port = client.epsvPort();
      client.expect("STOR new", 150);
      Thread drain = drain(server, Duration.ZERO, LONG);
      dismissed(idle);
      try (Socket data = new Socket(client.socket.getInetAddress(), port)) {
        data.getOutputStream().write(new byte[10]);
      }
      client.expect(226);
      dismissed(client);
      ended(drain);
    }
  }

  @Test
  void whatHasNotEndedInTimeIsAbortedAndItsClientTold() throws Exception {
    try (RawClient client = server.login();
        Socket data = client.epsv()) {
      client.expect("STOR new", 150);
      data.getOutputStream().write(new byte[10]);
      Thread drain = drain(server, Duration.ZERO, Duration.ofMillis(100));
      client.expect(426);
      dismissed(client);
      ended(drain);
    }
    assertThat(server.files.bytes("/home/new")).isEmpty();
  }

  @Test
  void aHurryEndsTheLingerAndAnotherTheDrain() throws Exception {
    try (RawClient client = server.login();
        RawClient idle = server.login();
        Socket data = client.epsv()) {
      client.expect("STOR new", 150);
      data.getOutputStream().write(new byte[10]);
      Thread drain = drain(server, LONG, LONG);
      idle.expect("NOOP", 200);
      server.server().hurry();
      dismissed(idle);
      client.expect("NOOP", 200);
      server.server().hurry();
      client.expect(426);
      dismissed(client);
      ended(drain);
    }
    assertThat(server.files.bytes("/home/new")).isEmpty();
  }

  @Test
  void whatIsBeingPublishedWhenTimeIsUpIsWaitedFor() throws Exception {
    server.close();
    CountDownLatch publishing = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    MemoryStorages files = new MemoryStorages();
    server =
        TestServer.start(
            TestOptions.DEFAULT,
            files,
            new SlowStorages(files, content -> publishedLate(content, publishing, release)));
    try (RawClient client = server.login();
        Socket data = client.epsv()) {
      client.expect("STOR new", 150);
      data.getOutputStream().write(new byte[10]);
      data.shutdownOutput();
      publishing.await();
      Thread drain = drain(server, Duration.ZERO, Duration.ofMillis(1));
      release.countDown();
      client.expect(226);
      dismissed(client);
      ended(drain);
    }
    assertThat(files.bytes("/home/new")).hasValue(new byte[10]);
  }

  private static Content publishedLate(
      Content content, CountDownLatch publishing, CountDownLatch release) {
    return new Content() {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return content.read(buffer, offset, length);
      }

      @Override
      public void confirm() throws IOException {
        content.confirm();
        publishing.countDown();
        try {
          release.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
    };
  }

  @Test
  void aTransferThatIsRelayedForAnotherReplicaIsWaitedFor() throws Exception {
    try (TestFleet fleet = TestFleet.start(TestOptions.DEFAULT);
        RawClient client = fleet.login(0, 1);
        Socket data = client.epsv()) {
      client.expect("STOR new", 150);
      data.getOutputStream().write(new byte[10]);
      await(() -> fleet.carrying() == 1);
      Thread drain = drain(fleet.server(1), Duration.ZERO, LONG);
      try (RawClient refused = fleet.connect(1, 1)) {
        assertThat(refused.greeting.code()).isEqualTo(421);
      }
      data.getOutputStream().write(new byte[10]);
      data.shutdownOutput();
      client.expect(226);
      ended(drain);
      assertThat(fleet.files.bytes("/home/new")).hasValue(new byte[20]);
    }
  }

  @Test
  void whileOneLingersItRelaysAsBefore() throws Exception {
    try (TestFleet fleet = TestFleet.start(TestOptions.DEFAULT);
        RawClient client = fleet.login(0, 1)) {
      Thread drain = drain(fleet.server(1), LONG, LONG);
      try (Socket data = client.epsv()) {
        client.expect("STOR new", 150);
        data.getOutputStream().write(new byte[10]);
        data.shutdownOutput();
        client.expect(226);
      }
      fleet.server(1).server().hurry();
      ended(drain);
    }
  }

  @Test
  void anOwnerThatDrainsStillTakesWhatOthersHandOn() throws Exception {
    try (TestFleet fleet = TestFleet.start(TestOptions.DEFAULT);
        RawClient client = fleet.login(0, 1);
        RawClient idle = fleet.login(0, 1)) {
      int port = client.epsvPort();
      client.expect("STOR new", 150);
      Thread drain = drain(fleet.server(0), Duration.ZERO, LONG);
      dismissed(idle);
      try (Socket data = new Socket(TestFleet.host(1), port)) {
        data.getOutputStream().write(new byte[10]);
      }
      client.expect(226);
      dismissed(client);
      ended(drain);
      assertThat(fleet.files.bytes("/home/new")).hasValue(new byte[10]);
    }
  }
}
