package dev.longshore.ftp.server;

import static dev.longshore.ftp.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.session.ChecksumLimit;
import dev.longshore.ftp.storage.MemoryStorages;
import dev.longshore.ftp.storage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** While a checksum is computed, which may take minutes. */
@Timeout(60)
class ChecksumRunTest {
  private WatchedDownloads downloads;
  private TestServer server;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    MemoryStorages files = new MemoryStorages();
    downloads = new WatchedDownloads(files);
    var one = TestOptions.DEFAULT.with(new ChecksumLimit.Settings(1 << 20, 1));
    server = TestServer.start(one, files, downloads);
    files.with("/home/f", new byte[1000]);
    client = server.login();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void someCommandsAreAnsweredMeanwhileAndTheOthersAfterIt() throws IOException {
    client.send("XCRC f");
    await(() -> downloads.open() == 1);
    assertThat(client.expect("NOOP", 200).text()).contains("NOOP");
    assertThat(client.expect("STAT", 213).text()).matches("Status: [01] of 1000 bytes.*");
    client.send("PWD");
    downloads.release();
    assertThat(client.expect(250).text()).hasSize(8);
    client.expect(257);
    await(() -> downloads.open() == 0);
  }

  @RepeatedTest(10)
  void aborEndsItWithTwoReplies() throws IOException {
    client.send("HASH f");
    await(() -> downloads.open() == 1);
    long begin = System.nanoTime();
    client.expect("ABOR", 426);
    client.expect(226);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    await(() -> downloads.open() == 0);
    client.expect("PWD", 257);
    downloads.release();
    client.expect("HASH f", 213);
  }

  @RepeatedTest(20)
  void anAborRightBehindItLeavesNoReplyOver() throws IOException {
    client.raw("HASH f\r\nABOR\r\nPWD\r\n".getBytes(StandardCharsets.UTF_8));
    client.expect(426);
    client.expect(226);
    client.expect(257);
    await(() -> downloads.open() == 0);
  }

  @Test
  void oneTooManyIsToldToTryAgainAndThePlaceIsGivenBack() throws IOException {
    try (RawClient other = server.login()) {
      client.send("MD5 f");
      await(() -> downloads.open() == 1);
      other.expect("XMD5 f", 450);
      other.expect("NOOP", 200);
      client.expect("ABOR", 426);
      client.expect(226);
      await(() -> downloads.open() == 0);
      downloads.release();
      // The place is free a moment after the download is closed.
      await(() -> code(other, "XMD5 f") == 250);
    }
  }

  @Test
  void aLostControlConnectionEndsIt() throws IOException {
    client.send("XSHA1 f");
    await(() -> downloads.open() == 1);
    client.close();
    await(() -> downloads.open() == 0);
    await(() -> server.server().sessions() == 0);
  }

  @ParameterizedTest
  @CsvSource({"CHANGED, 450", "UNAVAILABLE, 451", "ARCHIVED, 550"})
  void aFileThatFailsMeanwhileHasNoChecksum(StorageException.Kind kind, int code)
      throws IOException {
    client.send("XCRC f");
    await(() -> downloads.open() == 1);
    downloads.fail(kind);
    client.expect(code);
    client.expect("NOOP", 200);
    await(() -> downloads.open() == 0);
  }

  @Test
  void quitLetsItEnd() throws IOException {
    client.send("XSHA256 f");
    await(() -> downloads.open() == 1);
    client.send("QUIT");
    downloads.release();
    client.expect(250);
    client.expect(221);
  }

  @Test
  void drainingLetsItEnd() throws Exception {
    client.send("XSHA512 f");
    await(() -> downloads.open() == 1);
    Thread drain =
        Thread.ofVirtual()
            .start(() -> server.server().drain(Duration.ZERO, Duration.ofSeconds(30)));
    await(() -> server.server().isEnding());
    client.expect("NOOP", 200);
    downloads.release();
    client.expect(250);
    client.expect(421);
    assertThat(drain.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void aDrainThatHasNoMoreTimeCallsItOff() throws Exception {
    client.send("XSHA512 f");
    await(() -> downloads.open() == 1);
    Thread drain =
        Thread.ofVirtual().start(() -> server.server().drain(Duration.ZERO, Duration.ofMillis(1)));
    client.expect(451);
    client.expect(421);
    assertThat(drain.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void theEndOfTheServerEndsIt() throws IOException {
    client.send("XCRC f");
    await(() -> downloads.open() == 1);
    server.close();
    assertThat(downloads.open()).isZero();
  }

  private static int code(RawClient client, String command) {
    try {
      return client.command(command).code();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
