package dev.longshore.ftp.server;

import static dev.longshore.ftp.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.longshore.ftp.command.Command;
import dev.longshore.ftp.command.CommandTable;
import dev.longshore.ftp.session.SessionSettings;
import dev.longshore.ftp.storage.MemoryStorages;
import dev.longshore.ftp.transfer.TransferSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands whose storage stands still: nobody is deaf meanwhile. */
@Timeout(120)
class StuckCommandTest {
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private StuckStorages stuck;
  private TestServer server;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    start(SessionSettings.DEFAULT.transfer());
  }

  private void start(TransferSettings transfer) throws IOException {
    MemoryStorages files = new MemoryStorages();
    stuck = new StuckStorages(files);
    server =
        TestServer.start(
            TestOptions.DEFAULT.with(SessionSettings.DEFAULT.with(transfer)), files, stuck);
    client = server.login();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void whateverCommandWaitsForTheStorageEndsWithItsClient() throws IOException {
    List<String> waited = new ArrayList<>();
    for (Command command : new CommandTable().rows()) {
      try (RawClient dying = server.login()) {
        dying.epsvPort();
        dying.send(command.name() + argument(command));
        await(() -> stuck.calls() == 1 || hasReply(dying));
        if (stuck.calls() == 1) {
          waited.add(command.name());
          RawClient.reset(dying.socket);
          endsAtOnce(command.name());
        }
      }
    }
    assertThat(waited)
        .contains("RETR", "STOR", "APPE", "STOU", "LIST", "NLST", "MLSD", "MLST", "STAT", "CWD")
        .contains("CDUP", "MKD", "RMD", "DELE", "RNFR", "SIZE", "MDTM", "MFMT", "MFF", "HASH")
        .contains("XCRC", "MD5", "SITE CHMOD", "SITE UTIME");
  }

  private static String argument(Command command) {
    return switch (command.name()) {
      case "MFMT", "SITE UTIME" -> " 20260131235959 x";
      case "MFF" -> " Modify=20260131235959; x";
      case "SITE CHMOD" -> " 644 x";
      default -> " x";
    };
  }

  @Test
  void aClientThatClosesItsSideEndsItsCommandAlmostAtOnce() throws IOException {
    client.send("CWD x");
    await(() -> stuck.calls() == 1);
    client.socket.shutdownOutput();
    endsAtOnce("CWD");
  }

  @Test
  void aLongCommandIsAborted() throws IOException {
    client.send("DELE x");
    await(() -> stuck.calls() == 1);
    long begin = System.nanoTime();
    client.expect("ABOR", 426);
    client.expect(226);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(AT_ONCE);
    client.expect("PWD", 257);
    assertThat(stuck.calls()).isZero();
  }

  @RepeatedTest(20)
  void anAborRightBehindItsCommandLeavesNoReplyOver() throws IOException {
    client.raw("MKD x\r\nABOR\r\nPWD\r\nNOOP\r\n".getBytes(StandardCharsets.UTF_8));
    client.expect(426);
    client.expect(226);
    client.expect(257);
    client.expect(200);
  }

  @Test
  void aNoopThatComesLaterIsAnsweredMeanwhileAndOneThatWasSentAlongInItsTurn() throws IOException {
    client.send("MKD x");
    await(() -> stuck.calls() == 1);
    long begin = System.nanoTime();
    await(() -> System.nanoTime() - begin > Duration.ofMillis(1100).toNanos());
    client.expect("NOOP", 200);
    assertThat(client.expect("STAT", 213).text()).contains("at work");
    client.send("PWD");
    stuck.release();
    client.expect(257);
    client.expect(257);
    client.raw("MKD y\r\nNOOP\r\n".getBytes(StandardCharsets.UTF_8));
    client.expect(257);
    client.expect(200);
  }

  @Test
  void quitIsAnsweredAlthoughTheStorageStandsStill() throws IOException {
    stop();
    TransferSettings usual = TransferSettings.DEFAULT;
    start(new TransferSettings(usual.commitGrace(), usual.abortPatience(), Duration.ofMillis(200)));
    client.send("DELE x");
    await(() -> stuck.calls() == 1);
    client.send("QUIT");
    client.expect(451);
    client.expect(221);
    assertThat(client.closed()).isTrue();
  }

  @Test
  void theEndOfTheServerEndsIt() throws IOException {
    client.send("LIST");
    client.send("CWD x");
    await(() -> stuck.calls() == 1);
    server.close();
    assertThat(stuck.calls()).isZero();
  }

  @Test
  void aClientThatPilesCommandsUpIsSentAway() throws IOException {
    client.send("DELE x");
    client.raw("PWD\r\n".repeat(300).getBytes(StandardCharsets.UTF_8));
    client.expect(421);
    assertThat(client.closed()).isTrue();
    endsAtOnce("DELE");
  }

  /** Of time on a processor: what spins keeps everybody else from it. */
  @Test
  void aSessionThatIsOverWaitsForADeafStorageWithoutSpinning() throws IOException {
    stuck.beDeaf();
    client.send("DELE x");
    await(() -> stuck.calls() == 1);
    client.raw(("ABOR\r\n" + "PWD\r\n".repeat(300)).getBytes(StandardCharsets.UTF_8));
    client.expect(421);
    long begin = System.nanoTime();
    long cpu = processCpu();
    await(() -> System.nanoTime() - begin > Duration.ofMillis(1500).toNanos());
    assertThat(Duration.ofNanos(processCpu() - cpu)).isLessThan(AT_ONCE);
    stuck.release();
    await(() -> server.server().sessions() == 0);
  }

  private static long processCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  /** Threads of readers that nobody needs any more are seen by their names. */
  @Test
  void aSessionThatEndsBeforeALineThatStopsItsReaderLeavesNobody() throws IOException {
    for (String lines : List.of("QUIT\r\nREIN\r\n", "GET /\r\nAUTH TLS\r\n")) {
      for (int i = 0; i < 20; i++) {
        try (RawClient leaving = server.connect()) {
          leaving.raw(lines.getBytes(StandardCharsets.UTF_8));
          assertThat(leaving.reply().code()).isIn(221, 421);
          long begin = System.nanoTime();
          assertThat(leaving.closed()).isTrue();
          assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(AT_ONCE);
        }
      }
    }
    await(() -> server.server().sessions() == 1);
    await(() -> readers() <= 1);
  }

  private static long readers() {
    try {
      Path dump = Files.createTempDirectory("threads").resolve("dump.txt");
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
      return Files.readString(dump).lines().filter(line -> line.contains("\"reader-")).count();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void endsAtOnce(String what) {
    long begin = System.nanoTime();
    await(() -> stuck.calls() == 0);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(what).isLessThan(AT_ONCE);
  }

  private static boolean hasReply(RawClient client) {
    try {
      return client.socket.getInputStream().available() > 0;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
