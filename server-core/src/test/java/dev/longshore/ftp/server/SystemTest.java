package dev.longshore.ftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands about server and session, SITE, and those that are known and refused. */
@Timeout(60)
class SystemTest {
  private TestServer server;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start();
    server.files.with("/home/f.txt", new byte[12]).with("/home/d/x.txt", new byte[3]);
    client = server.login();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SMNT /x, 502",
    "LPRT 4;4;127, 502",
    "LPSV, 502",
    "SITE EXEC ls, 500",
    "SITE FIXrecfm 80 LRECL=80 RECFM=FB, 500",
    "SITE, 501",
    "SITEHELP, 500",
    "SITE UMASK, 200",
    "SITE UMASK 022, 200",
    "SITE UMASK 0077, 200",
    "SITE UMASK 8, 501",
    "SITE IDLE, 200",
    "SITE IDLE 600, 200",
    "SITE IDLE 0, 501",
    "SITE IDLE x, 501",
    "SITE HELP, 214",
    "HELP SITE, 214",
    "LANG, 200",
    "LANG en, 200",
    "LANG EN-us, 200",
    "LANG xx, 504",
    "LANG english, 504",
    "LANG 123, 501",
    "LANG fr;de, 501",
    "CSID, 501",
    "CLNT x, 200",
    "OPTS, 501",
    "OPTS FOOO, 501",
    "OPTS RETR x, 501",
    "OPTS UTF8, 200",
    "OPTS UTF8 ON, 200",
    "opts utf-8 on, 200",
    "OPTS UTF8 OFF, 504",
    "OPTS MLST bogus;, 200",
    "STAT f.txt, 213",
    "STAT -l f.txt, 213",
    "STAT d, 213",
    "STAT, 211",
    "STAT nope, 450",
    "ALLO 100, 200",
    "ALLO 100 R 10, 200",
    "ALLO 999999999999999, 200",
    "ALLO 100 R, 501",
    "PRET RETR f, 500"
  })
  void eachCommandHasItsReply(String command, int code) throws IOException {
    client.expect(command, code);
    client.expect("NOOP", 200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SMNT x",
        "LPSV",
        "SITE IDLE",
        "SITE EXEC x",
        "CSID Name=x;",
        "STAT",
        "MDTM x",
        "MFCT x",
        "MFF x"
      })
  void aLoginComesFirst(String command) throws IOException {
    try (RawClient stranger = server.connect()) {
      stranger.expect(command, 530);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"LANG en", "OPTS UTF8 ON", "CLNT x", "NOOP"})
  void someCommandsNeedNoLogin(String command) throws IOException {
    try (RawClient stranger = server.connect()) {
      stranger.expect(command, 200);
      stranger.expect("SITE HELP", 214);
    }
  }

  @Test
  void theServerSaysWhatItIs() throws IOException {
    assertThat(client.expect("CSID Name=WinSCP;Version=6;", 200).text())
        .matches("Name=[^;]+;Version=[^;]+;CaseSensitive=1;DirSep=/;");
  }

  @Test
  void helpOnSiteListsItsCommandsForThoseWhoLookForOne() throws IOException {
    for (String command : new String[] {"HELP SITE", "SITE HELP"}) {
      assertThat(client.expect(command, 214).lines())
          .anyMatch(line -> line.startsWith(" SITE UTIME "))
          .anyMatch(line -> line.startsWith(" SITE CHMOD "))
          .anyMatch(line -> line.startsWith(" SITE IDLE "));
    }
  }

  @Test
  void idleIsCutDownToWhatTheSettingsAllow() throws IOException {
    assertThat(client.expect("SITE IDLE", 200).text())
        .isEqualTo("IDLE is 300 seconds, at most 300");
    assertThat(client.expect("SITE IDLE 100", 200).text()).startsWith("IDLE is 100 seconds");
    assertThat(client.expect("SITE IDLE 7200", 200).text()).startsWith("IDLE is 300 seconds");
  }

  @Test
  void aClientIsSentAwayAfterTheIdleTimeThatItChose() throws IOException {
    long begin = System.nanoTime();
    client.expect("SITE IDLE 1", 200);
    client.expect(421);
    assertThat(client.closed()).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(9));
  }

  @Test
  void theStatusOfTheSessionTellsItsParameters() throws IOException {
    assertThat(client.expect("STAT", 211).lines())
        .anyMatch(line -> line.contains("TYPE: IMAGE") && line.contains("MODE: Stream"))
        .anyMatch(line -> line.contains("Logged in as u"));
  }

  @Test
  void featuresAreThoseThatWork() throws IOException {
    assertThat(client.expect("FEAT", 211).lines())
        .contains(
            " CLNT",
            " CSID",
            " EPRT",
            " EPSV",
            " LANG en*",
            " MDTM",
            " MFF Modify;",
            " MFMT",
            " REST STREAM",
            " SITE CHMOD",
            " SITE UTIME",
            " SIZE",
            " TVFS",
            " UTF8")
        .doesNotContain(" MFCT");
  }

  @Test
  void twentyClientsAtOnceGetTwentyNames() throws Exception {
    Set<String> names = ConcurrentHashMap.newKeySet();
    Callable<Boolean> upload =
        () -> {
          try (RawClient one = server.login();
              Socket data = one.epsv()) {
            names.add(one.expect("STOU f.txt", 150).text());
            data.getOutputStream().write(1);
            data.shutdownOutput();
            one.expect(226);
            return true;
          }
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> each :
          threads.invokeAll(Stream.generate(() -> upload).limit(20).toList())) {
        assertThat(each.get()).isTrue();
      }
    }
    assertThat(names).hasSize(20).allMatch(text -> text.matches("FILE: f-.+\\.txt"));
    assertThat(client.expect("SIZE f.txt", 213).text()).isEqualTo("12");
  }

  @Test
  void aNewNameCanNotBeRestarted() throws IOException {
    client.epsvPort();
    client.expect("REST 5", 350);
    client.expect("STOU", 503);
  }
}
