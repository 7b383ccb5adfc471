package dev.longshore.ftp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.storage.MemoryStorages;
import dev.longshore.ftp.user.Permission;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What permissions keep from a user. */
@Timeout(60)
class RightsTest {
  private static final byte[] OLD = "what was there".getBytes(UTF_8);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SIZE %s",
        "MDTM %s",
        "MLST %s",
        "STAT %s",
        "HASH %s",
        "MD5 %s",
        "XCRC %s",
        "XCRC %s 0 1",
        "RNFR %s",
        "DELE %s",
        "RMD %s",
        "MKD %s",
        "MFMT 20200101000000 %s",
        "MDTM 20200101000000 %s",
        "MFF Modify=20200101000000; %s",
        "SITE UTIME 20200101000000 %s",
        "SITE CHMOD 644 %s",
        "LIST %s",
        "NLST %s",
        "MLSD %s",
        "RETR %s"
      })
  void whoMayOnlyWriteLearnsOfNoFileWhetherItIsThere(String command) throws IOException {
    try (TestServer server = TestServer.start(TestOptions.DEFAULT.with(Set.of(Permission.WRITE)));
        RawClient client = client(server)) {
      client.epsvPort();
      RawClient.Reply there = client.command(command.formatted("f.txt"));
      RawClient.Reply missing = client.command(command.formatted("g.txt"));
      assertThat(there.code()).isNotEqualTo(150);
      assertThat(missing.lines().toString().replace("g.txt", "f.txt"))
          .isEqualTo(there.lines().toString());
    }
  }

  @Test
  void whoMayOnlyWriteStillUploadsChangesDirectoryAndSetsModes() throws IOException {
    try (TestServer server = TestServer.start(TestOptions.DEFAULT.with(Set.of(Permission.WRITE)));
        RawClient client = client(server)) {
      client.expect("CWD d", 250);
      client.store("STOR new", "x");
      client.expect("SITE CHMOD 644 new", 200);
      assertThat(server.files.bytes("/home/d/new")).isPresent();
    }
  }

  @Test
  void whoMayOnlyReadIsToldTheFactsOfWhatSheNames() throws IOException {
    try (TestServer server = TestServer.start(TestOptions.DEFAULT.with(Set.of(Permission.READ)));
        RawClient client = client(server)) {
      client.expect("SIZE f.txt", 213);
      client.expect("MDTM f.txt", 213);
      client.expect("MLST f.txt", 250);
      client.expect("SIZE nope", 550);
      client.expect("STAT d", 550);
    }
  }

  @Test
  void rnfrIsRefusedToWhoMayNotRename() throws IOException {
    Set<Permission> all = EnumSet.complementOf(EnumSet.of(Permission.RENAME));
    try (TestServer server = TestServer.start(TestOptions.DEFAULT.with(all));
        RawClient client = client(server)) {
      client.expect("RNFR f.txt", 550);
      client.expect("RNTO g.txt", 503);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OVERWRITE", "WRITE"})
  void aFileThatComesBetweenTheLookAndTheRenameIsNotReplaced(String without) throws Exception {
    Set<Permission> keeper = EnumSet.complementOf(EnumSet.of(Permission.valueOf(without)));
    MemoryStorages files = new MemoryStorages();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    var paused = new PausedRenames(files, asked, goOn);
    try (TestServer server = TestServer.start(TestOptions.DEFAULT.with(keeper), files, paused);
        RawClient renaming = client(server)) {
      renaming.expect("RNFR f.txt", 350);
      renaming.send("RNTO target");
      asked.await();
      files.with("/home/target", OLD);
      goOn.countDown();
      renaming.expect(550);
      assertThat(files.bytes("/home/target")).hasValue(OLD);
      assertThat(files.bytes("/home/f.txt")).isPresent();
    }
  }

  @Test
  void whatRestAlloAndRnfrSaidEndsWithUser() throws IOException {
    try (TestServer server = TestServer.start();
        RawClient client = client(server)) {
      for (String said : List.of("REST 5", "ALLO 3", "RNFR f.txt")) {
        client.command(said);
        client.expect("USER u", 331);
        client.expect("PASS p", 230);
        client.store("STOR new", "whole");
        assertThat(server.files.bytes("/home/new")).hasValue("whole".getBytes(UTF_8));
        client.expect("RNTO g", 503);
      }
    }
  }

  private static RawClient client(TestServer server) throws IOException {
    server.files.with("/home/f.txt", "text".getBytes(UTF_8)).withDirectory("/home/d");
    return server.login();
  }
}
