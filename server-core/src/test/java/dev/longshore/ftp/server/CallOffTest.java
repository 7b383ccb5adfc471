package dev.longshore.ftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.session.SessionSettings;
import dev.longshore.ftp.storage.Content;
import dev.longshore.ftp.storage.MemoryStorages;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.Storages;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Transfers that do not come to their end. */
@Timeout(60)
class CallOffTest {
  /**
   * A test's thread may be put aside between the two ends of a client that dies; the kernel's own
   * closing of a killed process is another test's subject.
   */
  private static final Duration GRACE = Duration.ofMillis(200);

  private static final byte[] OLD = "what was there before".getBytes(StandardCharsets.UTF_8);

  private TestServer server;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    SessionSettings usual = SessionSettings.DEFAULT;
    server =
        TestServer.start(
            TestOptions.DEFAULT.with(usual.with(usual.transfer().withCommitGrace(GRACE))));
    server.files.with("/home/old", OLD).with("/home/big", new byte[32 << 20]);
    client = server.login();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @RepeatedTest(20)
  void anAbortedUploadLeavesWhatWasThere() throws Exception {
    try (Socket data = client.epsv()) {
      client.expect("STOR old", 150);
      data.getOutputStream().write(new byte[100_000]);
      client.send("ABOR");
      client.expect(426);
      client.expect(226);
    }
    assertThat(server.ended().replyCode()).isEqualTo(426);
    assertThat(server.files.bytes("/home/old")).hasValue(OLD);
    client.expect("NOOP", 200);
  }

  @RepeatedTest(20)
  void aResetOfTheDataConnectionLeavesWhatWasThere() throws Exception {
    Socket data = client.epsv();
    client.expect("STOR old", 150);
    data.getOutputStream().write(new byte[100_000]);
    RawClient.reset(data);
    client.expect(426);
    assertThat(server.ended().replyCode()).isEqualTo(426);
    assertThat(server.files.bytes("/home/old")).hasValue(OLD);
  }

  @RepeatedTest(50)
  void aClientThatDiesLeavesWhatWasThere() throws Exception {
    try (RawClient dying = server.login()) {
      Socket data = dying.epsv();
      dying.expect("STOR old", 150);
      data.getOutputStream().write(new byte[1000]);
      // As the kernel closes the sockets of a killed process: one after the other, with a FIN.
      RawClient.end(data);
      RawClient.end(dying.socket);
    }
    assertThat(server.ended().detail()).contains("control connection was lost");
    assertThat(server.files.bytes("/home/old")).hasValue(OLD);
  }

  @Test
  void aSizeThatDiffersFromTheAnnouncedOneIsALostUpload() throws IOException {
    client.expect("ALLO 10", 200);
    try (Socket data = client.epsv()) {
      client.expect("STOR old", 150);
      data.getOutputStream().write(new byte[9]);
      data.shutdownOutput();
      client.expect(426);
    }
    assertThat(server.files.bytes("/home/old")).hasValue(OLD);
    client.expect("ALLO 9", 200);
    client.store("STOR old", new byte[9]);
    client.store("STOR old", new byte[5]);
    client.expect("ALLO 9", 200);
    client.expect("REST 5", 350);
    client.store("STOR old", new byte[4]);
    client.expect("TYPE A", 200);
    client.expect("ALLO 2", 200);
    client.store("STOR text", "a\r\n");
  }

  @Test
  void aborIsAnsweredWhileTheClientDoesNotRead() throws IOException {
    try (Socket data = client.epsv()) {
      client.expect("RETR big", 150);
      assertThat(data.getInputStream().read()).isZero();
      long begin = System.nanoTime();
      client.send("ABOR");
      client.expect(426);
      client.expect(226);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    }
    assertThat(client.fetch("RETR old")).isEqualTo(OLD);
  }

  @Test
  void aborIsAnsweredWhileNobodyHasConnected() throws IOException {
    client.epsvPort();
    client.expect("RETR big", 150);
    client.send("ABOR");
    client.expect(426);
    client.expect(226);
    assertThat(client.fetch("RETR old")).isEqualTo(OLD);
  }

  @Test
  void aborWithoutATransferIs225AndGivesTheChannelUp() throws IOException {
    client.epsvPort();
    client.expect("ABOR", 225);
    assertThat(client.expect("STAT", 211).lines()).contains(" No data connection");
  }

  @RepeatedTest(50)
  void anAborRightBehindItsTransferLeavesNoReplyOver() throws IOException {
    try (Socket data = client.epsv()) {
      client.raw("RETR big\r\nABOR\r\n".getBytes(StandardCharsets.UTF_8));
      int first = client.reply().code();
      if (first == 150) {
        client.expect(426);
      } else {
        assertThat(first).isEqualTo(426);
      }
      client.expect(226);
      assertThat(client.expect("NOOP", 200).text()).contains("NOOP");
      assertThat(data.isConnected()).isTrue();
    }
  }

  @Test
  void aClientThatStopsReadingIsGivenUp() throws Exception {
    var options = TestOptions.DEFAULT.withProgressTimeout(Duration.ofMillis(500));
    try (TestServer impatient = TestServer.start(options)) {
      impatient.files.with("/home/big", new byte[32 << 20]);
      try (RawClient slow = impatient.login();
          Socket data = slow.epsv()) {
        slow.expect("RETR big", 150);
        assertThat(data.getInputStream().read()).isZero();
        assertThat(slow.expect(426).text()).contains("timed out");
        slow.expect("NOOP", 200);
      }
    }
  }

  @Test
  void anUploadThatStandsStillIsGivenUp() throws Exception {
    var options = TestOptions.DEFAULT.withProgressTimeout(Duration.ofMillis(500));
    try (TestServer impatient = TestServer.start(options);
        RawClient slow = impatient.login();
        Socket data = slow.epsv()) {
      slow.expect("STOR x", 150);
      data.getOutputStream().write(1);
      slow.expect(426);
      assertThat(impatient.files.bytes("/home/x")).isEmpty();
    }
  }

  @Test
  void aborIsAnsweredWhileTheStorageHangs() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    MemoryStorages files = new MemoryStorages();
    Storages hanging = new SlowStorages(files, never);
    try (TestServer slow = TestServer.start(TestOptions.DEFAULT, files, hanging);
        RawClient one = slow.login();
        Socket data = one.epsv()) {
      one.expect("STOR x", 150);
      data.getOutputStream().write(new byte[10]);
      data.shutdownOutput();
      long begin = System.nanoTime();
      one.send("ABOR");
      one.expect(426);
      one.expect(226);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
      never.countDown();
      assertThat(slow.ended().replyCode()).isEqualTo(426);
      assertThat(files.bytes("/home/x")).isEmpty();
    }
  }

  @Test
  void anUploadThatTheStorageCallsOffEndsWhileItWaitsForTheClient() throws Exception {
    MemoryStorages files = new MemoryStorages();
    Storages refusing = new SlowStorages(files, CallOffTest::calledOffAfterTheFirstByte);
    try (TestServer busy = TestServer.start(TestOptions.DEFAULT, files, refusing);
        RawClient one = busy.login();
        Socket data = one.epsv()) {
      one.expect("STOR x", 150);
      data.getOutputStream().write(1);
      assertThat(one.expect(451).text()).contains("Too busy");
      one.expect("NOOP", 200);
      assertThat(busy.ended().detail()).isEqualTo("too slow");
      assertThat(files.bytes("/home/x")).isEmpty();
    }
  }

  private static Content calledOffAfterTheFirstByte(Content content) {
    return new Content() {
      private boolean begun;

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        if (begun) {
          StorageException why = new StorageException(StorageException.Kind.BUSY, "too slow");
          Thread.ofVirtual().start(() -> content.callOff(why));
        }
        begun = true;
        return content.read(buffer, offset, length);
      }

      @Override
      public void confirm() throws IOException {
        content.confirm();
      }
    };
  }
}
