package dev.longshore.ftp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.session.SessionSettings;
import dev.longshore.ftp.tls.CloseNotify;
import dev.longshore.ftp.tls.SessionBinding;
import dev.longshore.ftp.tls.TestCertificate;
import dev.longshore.ftp.tls.TlsSettings;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How transfers over TLS end, well and badly. */
@Timeout(60)
final class TlsEndOfUploadTest {
  private static final TestCertificate CERTIFICATE = TestCertificate.create();

  private @Nullable TestServer server;

  private TestServer start(TestOptions options) throws IOException {
    TestServer started =
        TestServer.start(
            options.with(
                new TlsSettings(
                    false,
                    SessionBinding.ALLOW,
                    List.of("TLSv1.3", "TLSv1.2"),
                    List.of(),
                    CERTIFICATE::keyManagers)));
    server = started;
    return started;
  }

  private TestServer start() throws IOException {
    return start(TestOptions.DEFAULT);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static TlsEnd tls(String protocol) {
    return new TlsEnd(CERTIFICATE, protocol);
  }

  /** Begins an upload and has the server read some of it. */
  private static void begin(RawClient client, SSLSocket data) throws Exception {
    data.getOutputStream().write(new byte[100_000]);
    data.getOutputStream().flush();
    RawClient.Reply status = client.expect("STAT", 213);
    while (!status.text().contains("100000")) {
      status = client.expect("STAT", 213);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void anUploadThatEndsWithoutACloseNotifyLeavesWhatWasThere(String protocol) throws Exception {
    TlsEnd tls = tls(protocol);
    try (RawClient client = tls.login(start().connect())) {
      tls.store(client, "STOR f", "old".getBytes(UTF_8));
      try (Socket raw = client.epsv()) {
        client.expect("STOR f", 150);
        begin(client, tls.secure(raw));
        raw.shutdownOutput();
        client.expect(426);
      }
      assertThat(tls.fetch(client, "RETR f")).asString().isEqualTo("old");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void anUploadThatEndsWithAResetLeavesWhatWasThere(String protocol) throws Exception {
    TlsEnd tls = tls(protocol);
    try (RawClient client = tls.login(start().connect())) {
      Socket unsaid = client.epsv();
      client.expect("STOR f", 150);
      begin(client, tls.secure(unsaid));
      RawClient.reset(unsaid);
      client.expect(426);
      client.expect("SIZE f", 550);
      tls.store(client, "STOR f", "old".getBytes(UTF_8));
      Socket raw = client.epsv();
      client.expect("STOR f", 150);
      begin(client, tls.secure(raw));
      RawClient.reset(raw);
      assertThat(client.expect(426).text()).contains("reset");
      assertThat(tls.fetch(client, "RETR f")).asString().isEqualTo("old");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aClientThatIsGoneLeavesNothing(String protocol) throws Exception {
    TlsEnd tls = tls(protocol);
    TestServer started = start();
    try (RawClient client = tls.login(started.connect())) {
      try (Socket raw = client.epsv()) {
        client.expect("STOR f", 150);
        begin(client, tls.secure(raw));
      }
    }
    assertThat(started.ended().replyCode()).isNotEqualTo(226);
    try (RawClient client = tls.login(started.connect())) {
      client.expect("SIZE f", 550);
    }
  }

  /** As curl does it: a proper end of the data, and then no QUIT. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aClientThatGivesUpWithACloseNotifyLeavesWhatWasThere(String protocol) throws Exception {
    TlsEnd tls = tls(protocol);
    TestServer started =
        start(
            TestOptions.DEFAULT.with(
                SessionSettings.DEFAULT.with(
                    SessionSettings.DEFAULT.transfer().withCommitGrace(Duration.ofMillis(200)))));
    try (RawClient client = tls.login(started.connect())) {
      tls.store(client, "STOR f", "old".getBytes(UTF_8));
      assertThat(started.ended().replyCode()).isEqualTo(226);
      try (Socket raw = client.epsv()) {
        client.expect("STOR f", 150);
        SSLSocket data = tls.secure(raw);
        begin(client, data);
        data.shutdownOutput();
      }
    }
    assertThat(started.ended().replyCode()).isNotEqualTo(226);
    try (RawClient client = tls.login(started.connect())) {
      assertThat(tls.fetch(client, "RETR f")).asString().isEqualTo("old");
    }
  }

  /** Uploads half a file without the end of TLS; the other end is already there. */
  private static RawClient.Reply unsaid(RawClient client, TlsEnd tls) throws Exception {
    try (Socket raw = client.epsv()) {
      client.expect("STOR f", 150);
      begin(client, tls.secure(raw));
      raw.shutdownOutput();
      return client.reply();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aFinIsTheEndForAClientThatNeverSaidCloseNotify(String protocol) throws Exception {
    TlsEnd tls = tls(protocol);
    try (RawClient client = tls.login(start().connect())) {
      for (int i = 0; i < 3; i++) {
        assertThat(unsaid(client, tls).code()).isEqualTo(226);
      }
      assertThat(client.expect("SIZE f", 213).text()).isEqualTo("100000");
      // What it says at the end of a download is nothing to its uploads.
      assertThat(tls.fetch(client, "RETR f")).hasSize(100_000);
      assertThat(unsaid(client, tls).code()).isEqualTo(226);
      tls.store(client, "STOR f", "old".getBytes(UTF_8));
      assertThat(unsaid(client, tls).code()).isEqualTo(426);
      assertThat(tls.fetch(client, "RETR f")).asString().isEqualTo("old");
    }
    try (RawClient another = tls.login(server().connect())) {
      assertThat(unsaid(another, tls).code()).isEqualTo(226);
    }
  }

  /** As basic-ftp's close() does it; the grace is long as both ends are of one test's thread. */
  @Test
  void aFinIsNoEndWhereTheControlConnectionIsGoneThoughBehindAQuit() throws Exception {
    TlsEnd tls = tls("TLSv1.3");
    TestServer started =
        start(
            TestOptions.DEFAULT.with(
                SessionSettings.DEFAULT.with(
                    SessionSettings.DEFAULT.transfer().withCommitGrace(Duration.ofMillis(200)))));
    try (RawClient client = tls.login(started.connect());
        Socket raw = client.epsv()) {
      client.expect("STOR f", 150);
      begin(client, tls.secure(raw));
      client.send("QUIT");
      client.socket.shutdownOutput();
      raw.shutdownOutput();
      assertThat(started.ended().detail()).contains("both connections");
    }
    try (RawClient client = tls.login(started.connect())) {
      client.expect("SIZE f", 550);
    }
  }

  private TestServer server() {
    return Objects.requireNonNull(server);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REQUIRED")
  void aFinInTheMiddleOfARecordIsNoEnd(CloseNotify setting) throws Exception {
    TlsEnd tls = tls("TLSv1.3");
    try (RawClient client = tls.login(start(TestOptions.DEFAULT.with(setting)).connect());
        Socket raw = client.epsv()) {
      client.expect("STOR f", 150);
      begin(client, tls.secure(raw));
      raw.getOutputStream().write(new byte[] {23, 3, 3, 1, 0, 0});
      raw.shutdownOutput();
      assertThat(client.expect(426).text()).contains("in the middle of a TLS record");
      client.expect("SIZE f", 550);
    }
  }

  @Test
  void aFinIsNoEndWhereAlloAnnouncedMore() throws Exception {
    TlsEnd tls = tls("TLSv1.3");
    try (RawClient client = tls.login(start().connect())) {
      client.expect("ALLO 100001", 200);
      assertThat(unsaid(client, tls).text()).contains("announced 100001 bytes, 100000 came");
      client.expect("SIZE f", 550);
    }
  }

  @Test
  void whereACloseNotifyIsRequiredTheRefusalNamesWhatIsMissing() throws Exception {
    TlsEnd tls = tls("TLSv1.3");
    TestServer started = start(TestOptions.DEFAULT.with(CloseNotify.REQUIRED));
    try (RawClient client = tls.login(started.connect())) {
      RawClient.Reply refusal = unsaid(client, tls);
      assertThat(refusal.code()).isEqualTo(426);
      assertThat(refusal.text()).contains("without a close_notify");
      assertThat(started.ended().detail()).contains("without a close_notify");
      client.expect("SIZE f", 550);
    }
  }

  @Test
  void whereItIsOptionalAFinIsAlwaysTheEnd() throws Exception {
    TlsEnd tls = tls("TLSv1.3");
    try (RawClient client =
        tls.login(start(TestOptions.DEFAULT.with(CloseNotify.OPTIONAL)).connect())) {
      tls.store(client, "STOR f", "old".getBytes(UTF_8));
      assertThat(unsaid(client, tls).code()).isEqualTo(226);
    }
  }

  @Test
  void theServerAnswersTheCloseNotifyOfAnUpload() throws Exception {
    TlsEnd tls = tls("TLSv1.3");
    try (RawClient client = tls.login(start().connect());
        Socket raw = client.epsv()) {
      client.expect("STOR f", 150);
      SSLSocket data = tls.secure(raw);
      data.shutdownOutput();
      // JSSE as a client hides a missing one; the raw bytes show an alert record, then the end.
      byte[] last = raw.getInputStream().readAllBytes();
      assertThat(last).hasSizeGreaterThan(5);
      assertThat(last[0]).as("one encrypted record").isEqualTo((byte) 23);
      assertThat(last).as("too short to be a ticket").hasSizeLessThan(64);
      client.expect(226);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aborIsAnsweredAtOnceWhileTheClientDoesNotRead(String protocol) throws Exception {
    TlsEnd tls = tls(protocol);
    try (RawClient client = tls.login(start().connect())) {
      tls.store(client, "STOR f", new byte[20_000_000]);
      try (Socket raw = client.epsv()) {
        client.expect("RETR f", 150);
        tls.secure(raw);
        long from = System.nanoTime();
        client.expect("ABOR", 426);
        client.expect(226);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(1));
      }
      assertThat(tls.fetch(client, "NLST")).asString().isEqualTo("f\r\n");
    }
  }

  @Test
  void aborIsAnsweredAtOnceWhileTheHandshakeIsWaitedFor() throws Exception {
    TlsEnd tls = tls("TLSv1.3");
    try (RawClient client = tls.login(start().connect());
        Socket _ = client.epsv()) {
      client.expect("LIST", 150);
      long from = System.nanoTime();
      client.expect("ABOR", 426);
      client.expect(226);
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void aHandshakeThatNeverComesIsGivenUp() throws Exception {
    TlsEnd tls = tls("TLSv1.3");
    TestServer started = start(TestOptions.DEFAULT.withProgressTimeout(Duration.ofMillis(300)));
    try (RawClient client = tls.login(started.connect());
        Socket _ = client.epsv()) {
      client.expect("LIST", 150);
      client.expect(522);
    }
    try (RawClient client = started.connect()) {
      client.expect("AUTH TLS", 234);
      assertThat(client.isOver()).isTrue();
    }
  }
}
