package dev.longshore.ftp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.session.SessionSettings;
import dev.longshore.ftp.storage.MemoryStorages;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.user.Ascii;
import dev.longshore.ftp.user.MissingParents;
import dev.longshore.ftp.user.Permission;
import java.io.IOException;
import java.net.Socket;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a setting may have otherwise: TYPE A, and directories that are missing. */
@Timeout(60)
class PreferencesTest {
  private static final TestOptions ON_REQUEST =
      TestOptions.DEFAULT.with(
          SessionSettings.DEFAULT.with(
              new SessionSettings.Files(Ascii.ON_REQUEST, MissingParents.REFUSE)));
  private static final TestOptions MAKE =
      TestOptions.DEFAULT.with(
          SessionSettings.DEFAULT.with(
              new SessionSettings.Files(Ascii.CONVERT, MissingParents.MAKE)));

  @Test
  void onRequestConvertsOnlyWhereTypeAWasSent() throws IOException {
    try (TestServer server = TestServer.start(ON_REQUEST);
        RawClient client = server.connect()) {
      server.files.with("/home/f", "a\nb\n".getBytes(UTF_8));
      client.expect("USER u", 331);
      client.expect("PASS p", 230);
      assertThat(client.fetchText("RETR f")).isEqualTo("a\nb\n");
      client.expect("SIZE f", 213);
      client.store("STOR g", "c\r\n");
      client.expect("TYPE I", 200);
      client.expect("TYPE A", 200);
      assertThat(client.fetchText("RETR f")).isEqualTo("a\r\nb\r\n");
      client.expect("SIZE f", 550);
      client.store("STOR h", "c\r\n");
      client.expect("REIN", 220);
      client.expect("USER u", 331);
      client.expect("PASS p", 230);
      assertThat(client.fetchText("RETR f")).isEqualTo("a\nb\n");
      assertThat(server.files.bytes("/home/g")).hasValue("c\r\n".getBytes(UTF_8));
      assertThat(server.files.bytes("/home/h")).hasValue("c\n".getBytes(UTF_8));
    }
  }

  @Test
  void parentsAreMadeForUploadsAndDirectories() throws IOException {
    try (TestServer server = TestServer.start(MAKE);
        RawClient client = server.login()) {
      client.store("STOR 2026/11/26/a.jpg", "x");
      client.store("APPE log/today", "y");
      client.expect("MKD one/two/three", 257);
      client.expect("CWD one/two/three", 250);
      client.expect("MKD /one/two/three", 550);
      assertThat(server.files.bytes("/home/2026/11/26/a.jpg")).isPresent();
      assertThat(server.files.bytes("/home/log/today")).isPresent();
    }
  }

  /** Whatever a storage takes for missing then, the bytes that it has read do not come again. */
  @Test
  void anUploadThatHasBegunIsNotBegunAnew() throws IOException {
    MemoryStorages files = new MemoryStorages();
    SlowStorages losing =
        new SlowStorages(
            files,
            content -> {
              assertThat(content.readNBytes(10)).hasSize(10);
              throw new StorageException(StorageException.Kind.NOT_FOUND, "as the test wants it");
            });
    try (TestServer server = TestServer.start(MAKE, files, losing);
        RawClient client = server.login();
        Socket data = client.epsv()) {
      client.expect("STOR x", 150);
      data.getOutputStream().write(new byte[20]);
      data.shutdownOutput();
      client.expect(451);
      assertThat(files.bytes("/home/x")).isEmpty();
    }
  }

  @Test
  void aFileInTheWayAndTooManyLevelsAreRefused() throws IOException {
    try (TestServer server = TestServer.start(MAKE);
        RawClient client = server.login()) {
      server.files.with("/home/f", new byte[0]);
      client.epsvPort();
      client.expect("STOR f/a/b", 550);
      client.expect("STOR " + "d/".repeat(40) + "f", 550);
      client.expect("MKD f/a/b", 550);
      client.expect("CWD d", 550);
      client.expect("REST 5", 350);
      client.expect("STOR new/f", 550);
      client.expect("CWD new", 550);
    }
  }

  @Test
  void whoMayNotMakeDirectoriesGetsNone() throws IOException {
    var without = EnumSet.complementOf(EnumSet.of(Permission.MAKE_DIRECTORY));
    try (TestServer server = TestServer.start(MAKE.with(without));
        RawClient client = server.login()) {
      client.epsvPort();
      client.expect("STOR a/b", 550);
      client.expect("CWD a", 550);
    }
  }

  @Test
  void ofUploadsAtOnceIntoANewDirectoryAllAreStored() throws Exception {
    try (TestServer server = TestServer.start(MAKE)) {
      CountDownLatch all = new CountDownLatch(4);
      var threads =
          IntStream.range(0, 4)
              .mapToObj(i -> Thread.ofVirtual().start(() -> storeOne(server, i, all)))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
      for (int i = 0; i < 4; i++) {
        assertThat(server.files.bytes("/home/a/b/c/" + i)).isPresent();
      }
    }
  }

  private static void storeOne(TestServer server, int number, CountDownLatch all) {
    try (RawClient client = server.login()) {
      all.countDown();
      all.await();
      client.store("STOR a/b/c/" + number, "x");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void usuallyNothingIsMade() throws IOException {
    try (TestServer server = TestServer.start();
        RawClient client = server.login()) {
      client.epsvPort();
      client.expect("STOR a/b", 550);
      client.expect("MKD a/b", 550);
      client.expect("CWD a", 550);
    }
  }
}
