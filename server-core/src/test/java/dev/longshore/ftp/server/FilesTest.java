package dev.longshore.ftp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files, directories, names, restarts and text mode. */
@Timeout(60)
class FilesTest {
  private TestServer server;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start();
    server
        .files
        .with("/home/f.txt", "line1\nline2\n".getBytes(UTF_8))
        .with("/home/crlf.txt", "a\r\nb\r\n".getBytes(UTF_8))
        .with("/home/d/x.txt", new byte[3])
        .withDirectory("/home/e");
    client = server.login();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "CWD d, 250",
    "CWD nope, 550",
    "CWD f.txt, 550",
    "CWD d//, 250",
    "CWD /../../d, 250",
    "CWD ~, 250",
    "CDUP, 250",
    "XCWD d, 250",
    "XCUP, 250",
    "XPWD, 257",
    "MKD new, 257",
    "MKD d, 550",
    "MKD f.txt, 550",
    "MKD a/b/c, 550",
    "XMKD new, 257",
    "RMD e, 250",
    "RMD d, 550",
    "RMD nope, 550",
    "RMD f.txt, 550",
    "XRMD e, 250",
    "DELE f.txt, 250",
    "DELE nope, 550",
    "DELE d, 550",
    "RNFR nope, 550",
    "RNTO x, 503",
    "SIZE f.txt, 213",
    "SIZE nope, 550",
    "SIZE d, 550",
    "MDTM f.txt, 213",
    "MDTM nope, 550",
    "TYPE A N, 200",
    "TYPE L 8, 200",
    "TYPE L8, 200",
    "TYPE L 7, 504",
    "TYPE L7, 504",
    "TYPE E, 504",
    "TYPE A C, 504",
    "TYPE X, 504",
    "STRU F, 200",
    "STRU R, 504",
    "MODE S, 200",
    "MODE B, 504",
    "ALLO 100 R 10, 200",
    "ALLO 0, 200",
    "ALLO abc, 501",
    "REST abc, 501",
    "REST 1000000000000000, 350",
    "SITE CHMOD 644 f.txt, 200",
    "SITE CHMOD 644 nope, 550",
    "SITE CHMOD rw f.txt, 501",
    "SITE HELP, 214",
    "SITE, 501",
    "SITE FOO, 500",
    "OPTS UTF8 ON, 200",
    "OPTS UTF8 OFF, 504",
    "OPTS UTF8 MAYBE, 501",
    "ACCT x, 202",
    "CLNT x, 200",
    "AUTH TLS, 502",
    "PBSZ 0, 503",
    "PROT P, 503",
    "STAT nope, 450"
  })
  void eachCommandHasItsReply(String command, int code) throws IOException {
    client.expect(command, code);
  }

  @Test
  void quotesInADirectorysNameAreDoubled() throws IOException {
    assertThat(client.expect("MKD q\"x", 257).text()).startsWith("\"/q\"\"x\" ");
    client.expect("CWD q\"x", 250);
    assertThat(client.expect("PWD", 257).text()).startsWith("\"/q\"\"x\" ");
    client.expect("CDUP", 250);
    assertThat(client.expect("PWD", 257).text()).startsWith("\"/\" ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " lead",
        "trail ",
        "sp ace",
        "ü中😀.txt",
        "%2F",
        "a+b&c=d;e",
        "#x?y*",
        "back\\slash",
        "-a",
        "226 done",
        "[x]",
        "\"quoted\"",
        "5 bytes.txt"
      })
  void aNameComesBackAsItWasSent(String name) throws IOException {
    client.store("STOR " + name, "content");
    assertThat(client.expect("SIZE " + name, 213).text()).isEqualTo("7");
    assertThat(client.fetchText("RETR " + name)).isEqualTo("content");
    assertThat(client.fetchText("NLST")).contains(name + "\r\n");
    assertThat(client.fetchText("LIST ./" + name)).endsWith(" " + name + "\r\n");
    assertThat(client.expect("MLST " + name, 250).lines().get(1)).endsWith("; /" + name);
    client.expect("RNFR " + name, 350);
    client.expect("RNTO other", 250);
    client.expect("DELE other", 250);
  }

  @Test
  void renamesReplaceFilesMoveDirectoriesAndRefuseTheRest() throws IOException {
    client.store("STOR a", "new");
    rename("a", "f.txt", 250);
    assertThat(client.fetchText("RETR f.txt")).isEqualTo("new");
    rename("f.txt", "f.txt", 250);
    rename("d", "moved", 250);
    client.expect("SIZE moved/x.txt", 213);
    rename("f.txt", "e", 553);
    rename("moved", "moved/sub", 553);
    rename("f.txt", "no/dir", 553);
    client.expect("RNFR f.txt", 350);
    client.expect("NOOP", 200);
    client.expect("RNTO g", 250);
    client.expect("RNFR g", 350);
    client.expect("SIZE g", 213);
    client.expect("RNTO h", 503);
  }

  private void rename(String from, String to, int code) throws IOException {
    client.expect("RNFR " + from, 350);
    client.expect("RNTO " + to, code);
  }

  @Test
  void aRestartOffsetCountsOnceInEitherOrder() throws IOException {
    client.expect("REST 6", 350);
    assertThat(client.fetchText("RETR f.txt")).isEqualTo("line2\n");
    assertThat(client.fetchText("RETR f.txt")).isEqualTo("line1\nline2\n");
    try (Socket data = client.epsv()) {
      client.expect("REST 12", 350);
      client.expect("RETR f.txt", 150);
      assertThat(data.getInputStream().readAllBytes()).isEmpty();
      client.expect(226);
    }
    client.expect("REST 13", 350);
    client.epsvPort();
    client.expect("RETR f.txt", 554);
  }

  @Test
  void uploadsAreRestartedAndAppended() throws IOException {
    client.store("STOR u", "abcdef");
    client.expect("REST 3", 350);
    client.store("STOR u", "XY");
    assertThat(client.fetchText("RETR u")).isEqualTo("abcXY");
    client.store("APPE u", "Z");
    client.store("APPE fresh", "1");
    client.expect("REST 1", 350);
    client.store("APPE u", "-");
    assertThat(client.fetchText("RETR u")).isEqualTo("a-");
    assertThat(client.fetchText("RETR fresh")).isEqualTo("1");
    client.expect("REST 99", 350);
    client.epsvPort();
    client.expect("STOR u", 554);
    client.expect("STOR d", 550);
    client.expect("STOR x/", 553);
  }

  @Test
  void storedNamesAreUniqueAndUsable() throws IOException {
    Set<String> names = new HashSet<>();
    for (String command : List.of("STOU", "STOU", "STOU f.txt", "STOU f.txt")) {
      try (Socket data = client.epsv()) {
        String text = client.expect(command, 150).text();
        assertThat(text).startsWith("FILE: ");
        names.add(text.substring(6));
        data.getOutputStream().write(1);
        data.shutdownOutput();
        client.expect(226);
      }
    }
    assertThat(names).hasSize(4);
    for (String name : names) {
      client.expect("SIZE " + name, 213);
    }
    assertThat(client.fetchText("RETR f.txt")).isEqualTo("line1\nline2\n");
  }

  @Test
  void textIsConvertedBothWays() throws IOException {
    client.expect("TYPE A", 200);
    assertThat(client.fetchText("RETR f.txt")).isEqualTo("line1\r\nline2\r\n");
    assertThat(client.fetchText("RETR crlf.txt")).isEqualTo("a\r\nb\r\n");
    client.expect("REST 7", 350);
    assertThat(client.fetchText("RETR f.txt")).isEqualTo("line2\r\n");
    assertThat(client.expect("SIZE f.txt", 550).lines())
        .containsExactly("550 SIZE not allowed in ASCII mode");
    client.store("STOR t", "a\nb\rc\r\r\nd\r");
    client.expect("TYPE I", 200);
    assertThat(client.fetchText("RETR t")).isEqualTo("a\nb\rc\r\nd\r");
  }

  @Test
  void listingsTakeOptionsPatternsFilesAndDirectories() throws IOException {
    assertThat(client.fetchText("LIST"))
        .contains("drwxr-xr-x   2 ftp      ftp               0 ")
        .containsPattern(
            "-rw-r--r--   1 ftp      ftp              12 \\w{3} [ \\d]\\d \\d\\d:\\d\\d f\\.txt\r\n");
    assertThat(client.fetchText("LIST -la d")).endsWith(" x.txt\r\n");
    assertThat(client.fetchText("LIST -a")).isEqualTo(client.fetchText("LIST"));
    assertThat(client.fetchText("NLST d")).isEqualTo("d/x.txt\r\n");
    assertThat(client.fetchText("NLST /d")).isEqualTo("/d/x.txt\r\n");
    assertThat(client.fetchText("NLST f.txt")).isEqualTo("f.txt\r\n");
    assertThat(client.fetchText("NLST d/*")).isEqualTo("d/x.txt\r\n");
    assertThat(client.fetchText("NLST *.txt")).isEqualTo("crlf.txt\r\nf.txt\r\n");
    assertThat(client.fetchText("NLST zz*")).isEmpty();
    assertThat(client.fetchText("LIST e")).isEmpty();
    assertThat(client.fetchText("MLSD d"))
        .matches("type=file;size=3;modify=\\d{14};perm=adfrw;UNIX.mode=0644; x.txt\r\n");
    client.epsvPort();
    client.expect("MLSD f.txt", 501);
    client.expect("MLSD nope", 550);
    client.expect("MLSD *.txt", 550);
  }

  @Test
  void aBackslashQuotesInAPattern() throws IOException {
    client.store("STOR a*b", "");
    client.store("STOR axb", "");
    assertThat(client.fetchText("NLST a\\*b")).isEqualTo("a*b\r\n");
    assertThat(client.fetchText("NLST a\\*c")).isEmpty();
    assertThat(client.fetchText("NLST [a]*b")).isEqualTo("a*b\r\naxb\r\n");
  }

  @Test
  void whatIsThereAlreadyIsSaidInTheWordsThatClientsKnow() throws IOException {
    assertThat(client.expect("MKD d", 550).lines()).containsExactly("550 Directory already exists");
    assertThat(client.expect("MKD f.txt", 550).text()).doesNotContain("exist");
  }

  @Test
  void factsAndStatusOfAPathComeInTheReply() throws IOException {
    assertThat(client.expect("MLST f.txt", 250).lines())
        .element(1)
        .asString()
        .matches(" type=file;size=12;modify=\\d{14};perm=adfrw;UNIX.mode=0644; /f.txt");
    assertThat(client.expect("MLST", 250).lines().get(1)).contains("type=dir;").endsWith("; /");
    client.expect("OPTS MLST", 200);
    assertThat(client.expect("MLST d", 250).lines().get(1)).isEqualTo("  /d");
    assertThat(client.expect("STAT d", 213).lines().get(1)).endsWith(" x.txt");
    client.expect("STAT", 211);
  }
}
