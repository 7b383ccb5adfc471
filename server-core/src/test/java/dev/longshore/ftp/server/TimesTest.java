package dev.longshore.ftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage.Wanted;
import dev.longshore.ftp.user.HomeMapping;
import dev.longshore.ftp.user.Permission;
import dev.longshore.ftp.user.User;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a file was changed: asked for and set, by each command that clients know for it. */
@Timeout(60)
class TimesTest {
  private TestServer server;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start();
    server
        .files
        .with("/home/f.txt", new byte[12])
        .with("/home/sp ace.txt", new byte[3])
        .with("/home/ lead", new byte[3])
        .withDirectory("/home/d");
    client = server.login();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "MDTM 20200101000000 f.txt, f.txt, 213, 2020-01-01T00:00:00Z",
        "MDTM 20200101000000+0 f.txt, f.txt, 213, 2020-01-01T00:00:00Z",
        "MDTM 20200101000000+60 f.txt, f.txt, 213, 2019-12-31T23:00:00Z",
        "MDTM 20200101000000-300 f.txt, f.txt, 213, 2020-01-01T05:00:00Z",
        "MDTM 20200101000000.25 sp ace.txt, sp ace.txt, 213, 2020-01-01T00:00:00.25Z",
        "MFMT 20200101000000 f.txt, f.txt, 213, 2020-01-01T00:00:00Z",
        "MFMT 20200101000000.500 f.txt, f.txt, 213, 2020-01-01T00:00:00.5Z",
        "MFMT 20161231235960 f.txt, f.txt, 213, 2017-01-01T00:00:00Z",
        "MFMT 20200229000000 sp ace.txt, sp ace.txt, 213, 2020-02-29T00:00:00Z",
        "MFMT 19690101000000 f.txt, f.txt, 213, 1969-01-01T00:00:00Z",
        "MFF Modify=20200101000000; f.txt, f.txt, 213, 2020-01-01T00:00:00Z",
        "MFF modify=20200101000000.5; sp ace.txt, sp ace.txt, 213, 2020-01-01T00:00:00.5Z",
        "MFF Modify=20200101000000;Create=19990101000000 f.txt, f.txt, 213, 2020-01-01T00:00:00Z",
        "MFF Create=19990101000000;Modify=20200101000000; f.txt, f.txt, 213, 2020-01-01T00:00:00Z",
        "SITE UTIME 202001010203 f.txt, f.txt, 200, 2020-01-01T02:03:00Z",
        "SITE UTIME 20200101020304 sp ace.txt, sp ace.txt, 200, 2020-01-01T02:03:04Z",
        "site utime f.txt 19990101000000 20200101000000 19980101000000 UTC, f.txt, 200,"
            + " 2020-01-01T00:00:00Z",
        "SITE UTIME sp ace.txt 19990101000000 20200101000000 19980101000000 UTC, sp ace.txt, 200,"
            + " 2020-01-01T00:00:00Z"
      })
  void aTimeIsSet(String command, String file, int code, Instant time) throws IOException {
    String text = client.expect(command, code).text();
    assertThat(text).startsWith("Modify=").endsWith("; " + file);
    assertThat(modified(file)).isEqualTo(time);
    String digits = time.toString().replaceAll("\\..*|\\D", "");
    assertThat(client.expect("MDTM " + file, 213).text()).isEqualTo(digits);
    assertThat(client.expect("MLST " + file, 250).lines().get(1))
        .contains("modify=" + digits + ";");
  }

  @Test
  void theReplyNamesTheTimeThatIsKeptAndTheFile() throws IOException {
    assertThat(client.expect("MFMT 20200101000000 f.txt", 213).text())
        .isEqualTo("Modify=20200101000000; f.txt");
    assertThat(client.expect("MFMT 20200101000000.500  lead", 213).text())
        .isEqualTo("Modify=20200101000000.5;  lead");
    assertThat(client.fetchText("LIST f.txt")).contains(" Jan  1  2020 f.txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20200230000000",
        "20210229000000",
        "20201301000000",
        "20200001000000",
        "20200101240000",
        "20200101006000",
        "20200101000061",
        "2020",
        "20200101000000.",
        "abc"
      })
  void aTimeThatDoesNotExistIs501(String time) throws IOException {
    Instant before = modified("f.txt");
    client.expect("MFMT " + time + " f.txt", 501);
    client.expect("MFF Modify=" + time + "; f.txt", 501);
    client.expect("SITE UTIME " + time + " f.txt", 501);
    assertThat(modified("f.txt")).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "MDTM 20200230000000 f.txt, 501",
    "MDTM 20200101000000 nope, 550",
    "MDTM 20200101000000+9999 f.txt, 550",
    "MDTM d, 550",
    "MFMT 20200101000000, 501",
    "MFMT 20200101000000 nope, 550",
    "MFMT 20200101000000 d, 550",
    "MFCT 20200101000000 f.txt, 504",
    "MFF Modify=20200101000000; nope, 550",
    "MFF Modify=20200101000000; d, 550",
    "MFF Modify=20200101000000;, 501",
    "MFF Modify=20200101000000, 501",
    "MFF Modify; f.txt, 501",
    "MFF ; f.txt, 501",
    "MFF Create=20200101000000; f.txt, 504",
    "MFF UNIX.mode=644; f.txt, 504",
    "MFF Modify=20200101000000;UNIX.mode=644; f.txt, 504",
    "SITE UTIME, 501",
    "SITE UTIME f.txt, 501",
    "SITE UTIME 202001010000 nope, 550",
    "SITE UTIME nope 20200101000000 20200101000000 20200101000000 UTC, 550"
  })
  void whatCanNotBeSetIsRefused(String command, int code) throws IOException {
    Instant before = modified("f.txt");
    client.expect(command, code);
    assertThat(modified("f.txt")).isEqualTo(before);
  }

  @Test
  void aFactThatCanNotBeSetIsNamed() throws IOException {
    assertThat(client.expect("MFF Win32.ea=x; f.txt", 504).text()).contains("Win32.ea");
  }

  @Test
  void aFileWhoseNameBeginsWithATimeIsAskedForItsOwn() throws IOException {
    client.expect("MFMT 20010101000000 f.txt", 213);
    server.files.with("/home/19990929043300 f.txt", new byte[1]);
    client.expect("MFMT 20020202020202 19990929043300 f.txt", 213);
    assertThat(client.expect("MDTM 19990929043300 f.txt", 213).text()).isEqualTo("20020202020202");
    assertThat(client.expect("MDTM f.txt", 213).text()).isEqualTo("20010101000000");
  }

  private Instant modified(String file) throws IOException {
    User user =
        new User(
            "u",
            EnumSet.allOf(Permission.class),
            List.of(new HomeMapping("/", "/home")),
            OptionalInt.empty());
    return server
        .files
        .forUser(user)
        .stat(FtpPath.of(file), Wanted.FILE)
        .orElseThrow()
        .modified()
        .orElseThrow();
  }
}
