package dev.longshore.ftp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.tls.SessionBinding;
import dev.longshore.ftp.tls.TestCertificate;
import dev.longshore.ftp.tls.TlsSettings;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which TLS session a data connection has to resume, over sockets. */
final class TlsBindingTest {
  private static final TestCertificate CERTIFICATE = TestCertificate.create();

  private @Nullable TestServer server;

  private TestServer start(SessionBinding binding) throws IOException {
    TlsSettings settings =
        new TlsSettings(
            true, binding, List.of("TLSv1.3", "TLSv1.2"), List.of(), CERTIFICATE::keyManagers);
    TestServer started = TestServer.start(TestOptions.DEFAULT.with(settings));
    server = started;
    return started;
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

  /** One that has never met the server's sessions. */
  private static void expectRefusal(RawClient client, TlsEnd other) throws IOException {
    try (Socket raw = client.epsv()) {
      client.expect("STOR f", 150);
      var data = other.wrap(raw);
      try {
        data.getOutputStream().write("stolen".getBytes(UTF_8));
        data.shutdownOutput();
      } catch (IOException e) {
        // The server may have been quicker.
      }
      client.expect(522);
    }
    client.expect("SIZE f", 550);
  }

  @Test
  void aHundredTransfersResumeTheSessionOfTheControlConnection() throws Exception {
    TlsEnd tls = tls("TLSv1.2");
    try (RawClient client = tls.login(start(SessionBinding.REQUIRE).connect())) {
      for (int i = 0; i < 50; i++) {
        tls.store(client, "STOR f", ("version " + i).getBytes(UTF_8));
        assertThat(new String(tls.fetch(client, "RETR f"), UTF_8)).isEqualTo("version " + i);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aDataConnectionThatResumesNothingIsRefusedAndNothingIsStored(String protocol)
      throws Exception {
    try (RawClient client = tls(protocol).login(start(SessionBinding.REQUIRE).connect())) {
      expectRefusal(client, tls(protocol));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aDataConnectionThatResumesAnotherClientsSessionIsRefused(String protocol) throws Exception {
    TestServer started = start(SessionBinding.REQUIRE);
    TlsEnd thief = tls(protocol);
    try (RawClient victim = tls(protocol).login(started.connect());
        RawClient _ = thief.login(started.connect())) {
      expectRefusal(victim, thief);
    }
  }

  /** A download brings a ticket with TLS 1.3, by which the next one resumes. */
  @Test
  void aSessionMayBeResumedFromOneDataConnectionToTheNext() throws Exception {
    TlsEnd tls = tls("TLSv1.3");
    try (RawClient client = tls.login(start(SessionBinding.REQUIRE).connect())) {
      for (int i = 0; i < 20; i++) {
        assertThat(tls.fetch(client, "NLST")).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REQUIRE")
  void whereItIsNotRequiredNobodyNeedsToResume(SessionBinding binding) throws Exception {
    try (RawClient client = tls("TLSv1.3").login(start(binding).connect())) {
      tls("TLSv1.3").store(client, "STOR f", "x".getBytes(UTF_8));
      assertThat(tls("TLSv1.2").fetch(client, "RETR f")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void withBindingOffNothingIsResumed(String protocol) throws Exception {
    TlsEnd tls = tls(protocol);
    try (RawClient client = tls.login(start(SessionBinding.OFF).connect())) {
      try (Socket raw = client.epsv()) {
        client.expect("NLST", 150);
        var data = tls.secure(raw);
        assertThat(data.getInputStream().readAllBytes()).isEmpty();
        assertThat(data.getSession().getCreationTime()).isGreaterThan(tls.began());
        client.expect(226);
      }
    }
  }
}
