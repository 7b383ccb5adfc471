package dev.longshore.ftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.session.SessionSettings;
import dev.longshore.ftp.session.Texts;
import dev.longshore.ftp.user.Permission;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in, for how long, and what they may do. */
@Timeout(60)
class LoginTest {

  @Test
  void knownAndUnknownUsersGetTheSameQuestion() throws IOException {
    try (TestServer server = TestServer.start();
        RawClient client = server.connect()) {
      assertThat(client.command("USER nobody").lines()).isEqualTo(client.command("USER u").lines());
      client.expect("PASS p", 230);
    }
  }

  @Test
  void greetingAndWelcomeOfSeveralLinesLookLikeOneReplyToEveryClient() throws IOException {
    Texts texts =
        new Texts(
            List.of("Port of Somewhere", "230 is no reply here", "", "Welcome"),
            List.of("First", "Last"));
    try (TestServer server =
            TestServer.start(TestOptions.DEFAULT.with(SessionSettings.DEFAULT.with(texts)));
        RawClient client = server.connect()) {
      assertThat(client.greeting.lines())
          .containsExactly("220-Port of Somewhere", " 230 is no reply here", " ", "220 Welcome");
      client.expect("USER u", 331);
      assertThat(client.expect("PASS p", 230).lines()).containsExactly("230-First", "230 Last");
    }
  }

  @Test
  void theThirdWrongPasswordEndsTheSession() throws IOException {
    try (TestServer server = TestServer.start();
        RawClient client = server.connect()) {
      for (int i = 0; i < 2; i++) {
        client.expect("USER u", 331);
        client.expect("PASS wrong", 530);
      }
      client.expect("USER u", 331);
      client.expect("PASS", 421);
      assertThat(client.closed()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PWD",
        "CWD x",
        "LIST",
        "RETR x",
        "STOR x",
        "PASV",
        "EPSV",
        "TYPE I",
        "SIZE x",
        "DELE x",
        "MKD x",
        "PORT 127,0,0,1,200,1",
        "REST 1",
        "SITE CHMOD 644 x",
        "STAT x",
        "MLST"
      })
  void beforeTheLoginFilesAreOutOfReach(String command) throws IOException {
    try (TestServer server = TestServer.start();
        RawClient client = server.connect()) {
      client.expect(command, 530);
    }
  }

  @Test
  void aborDoesNotCutThePauseAfterAWrongPasswordShort() throws IOException {
    try (TestServer server = TestServer.start();
        RawClient client = server.connect()) {
      Duration pause = Duration.ofMillis(300);
      server.pauseAfterWrongPasswords(pause);
      for (int attempt = 1; attempt <= 3; attempt++) {
        client.expect("USER u", 331);
        long begin = System.nanoTime();
        client.raw("PASS wrong\r\nABOR\r\n".getBytes(StandardCharsets.UTF_8));
        client.expect(attempt < 3 ? 530 : 421);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(pause);
        if (attempt < 3) {
          client.expect(530);
        }
      }
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void passWithoutUserIsOutOfOrder() throws IOException {
    try (TestServer server = TestServer.start();
        RawClient client = server.connect()) {
      client.expect("PASS p", 503);
      client.expect("FEAT", 211);
      client.expect("SYST", 215);
      client.expect("NOOP", 200);
    }
  }

  @Test
  void reinForgetsEverything() throws IOException {
    try (TestServer server = TestServer.start();
        RawClient client = server.login()) {
      client.expect("MKD d", 257);
      client.expect("CWD d", 250);
      client.expect("EPSV ALL", 200);
      client.expect("REIN", 220);
      client.expect("PWD", 530);
      client.expect("USER u", 331);
      client.expect("PASS p", 230);
      assertThat(client.expect("PWD", 257).text()).startsWith("\"/\"");
      client.pasv().close();
    }
  }

  @Test
  void anotherUserNameEndsTheLogin() throws IOException {
    try (TestServer server = TestServer.start();
        RawClient client = server.login()) {
      client.expect("PASS again", 230);
      client.expect("USER nobody", 331);
      client.expect("PWD", 530);
    }
  }

  @Test
  void aUserWhoIsRemovedIsCutAtTheNextCommand() throws IOException {
    try (TestServer server = TestServer.start();
        RawClient client = server.login()) {
      server.removeUser();
      client.expect("PWD", 421);
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void aClientThatDoesNotLogInIsSentAway() throws IOException {
    SessionSettings quick = settings(Duration.ofMillis(300), Duration.ofMinutes(5));
    try (TestServer server = TestServer.start(TestOptions.DEFAULT.with(quick));
        RawClient client = server.connect()) {
      client.raw(new byte[] {'U', 'S'});
      client.expect(421);
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void anIdleSessionEndsWith421() throws IOException {
    SessionSettings quick = settings(Duration.ofMinutes(1), Duration.ofMillis(300));
    try (TestServer server = TestServer.start(TestOptions.DEFAULT.with(quick));
        RawClient client = server.login()) {
      client.expect(421);
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void theTimeForALoginBeginsAnewWithRein() throws IOException {
    SessionSettings quick = settings(Duration.ofMillis(400), Duration.ofMinutes(5));
    try (TestServer server = TestServer.start(TestOptions.DEFAULT.with(quick));
        RawClient client = server.login()) {
      client.socket.setSoTimeout(600);
      assertThatThrownBy(client::reply).isInstanceOf(SocketTimeoutException.class);
      client.socket.setSoTimeout(10_000);
      client.expect("REIN", 220);
      client.expect("USER u", 331);
      client.expect("PASS p", 230);
    }
  }

  @Test
  void aTransferIsNoSilence() throws IOException {
    SessionSettings quick = settings(Duration.ofMinutes(1), Duration.ofMillis(400));
    try (TestServer server = TestServer.start(TestOptions.DEFAULT.with(quick));
        RawClient client = server.login();
        Socket data = client.epsv()) {
      client.expect("STOR slow", 150);
      for (int i = 0; i < 5; i++) {
        data.getOutputStream().write(i);
        data.setSoTimeout(200);
        assertThatThrownBy(() -> data.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
      }
      data.shutdownOutput();
      client.expect(226);
      client.expect("NOOP", 200);
      client.expect(421);
    }
  }

  @Test
  void limitsAreAnsweredWith421AndFreedAgain() throws IOException {
    var limits = new ServerSettings.Limits(3, 2, 1);
    try (TestServer server = TestServer.start(TestOptions.DEFAULT.with(limits));
        RawClient one = server.login();
        RawClient two = server.connect()) {
      assertThat(server.connect().greeting.code()).isEqualTo(421);
      two.expect("USER u", 331);
      two.expect("PASS p", 421);
      one.expect("QUIT", 221);
      assertThat(one.closed()).isTrue();
      assertThat(two.closed()).isTrue();
      awaitNoSessions(server);
      server.login().close();
    }
  }

  @Test
  void permissionsAreEachChecked() throws IOException {
    Set<Permission> listing = EnumSet.of(Permission.LIST, Permission.WRITE);
    try (TestServer server = TestServer.start(TestOptions.DEFAULT.with(listing));
        RawClient client = server.login()) {
      client.store("STOR once", "1");
      client.epsv();
      client.expect("STOR once", 550);
      client.expect("APPE once", 550);
      client.expect("RETR once", 550);
      client.expect("DELE once", 550);
      client.expect("MKD d", 550);
      client.expect("RNFR once", 550);
      client.expect("RNTO other", 503);
      client.expect("MFMT 20200101000000 once", 550);
      assertThat(client.expect("MLST once", 250).lines().get(1)).contains("perm=;");
      assertThat(server.files.bytes("/home/once")).hasValue(new byte[] {'1'});
    }
  }

  private static SessionSettings settings(Duration login, Duration idle) {
    SessionSettings usual = SessionSettings.DEFAULT;
    return usual.with(new SessionSettings.Limits(login, idle, usual.limits().loginAttempts()));
  }

  private static void awaitNoSessions(TestServer server) {
    while (server.server().sessions() > 0) {
      Thread.onSpinWait();
    }
  }
}
