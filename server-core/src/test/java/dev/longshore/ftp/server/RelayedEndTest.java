package dev.longshore.ftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.Await;
import dev.longshore.ftp.storage.StorageException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Relayed data connections that end badly, by whichever of the three. */
final class RelayedEndTest {
  private static final byte[] CONTENT = TestFleet.content(3 << 20);

  private TestFleet fleet;

  @BeforeEach
  void start() throws IOException {
    fleet = TestFleet.start(TestOptions.DEFAULT);
    fleet.files.with("/home/f", CONTENT);
  }

  @AfterEach
  void stop() {
    fleet.close();
  }

  @Test
  void aClientThatResetsItsUploadHasStoredNothing() throws IOException {
    try (RawClient client = fleet.login(0, 1)) {
      Socket data = client.epsv();
      client.expect("STOR half", 150);
      data.getOutputStream().write(CONTENT);
      data.setSoLinger(true, 0);
      data.close();
      client.expect(426);
      client.expect("SIZE half", 550);
    }
  }

  @Test
  void abortedDownloadsAreResetAtTheClient() throws IOException {
    fleet.files.with("/home/large", TestFleet.content(64 << 20));
    try (RawClient client = fleet.login(0, 1)) {
      try (Socket data = client.epsv()) {
        client.expect("RETR large", 150);
        assertThat(data.getInputStream().readNBytes(1000)).hasSize(1000);
        client.send("ABOR");
        client.expect(426);
        client.expect(226);
        assertThatThrownBy(() -> data.getInputStream().readAllBytes())
            .isInstanceOf(SocketException.class);
      }
      assertThat(client.fetch("RETR f")).isEqualTo(CONTENT);
    }
  }

  /** A storage that fails while its file is being sent. */
  @Test
  void aDownloadThatTheStorageEndsIsResetAtTheClient() throws Exception {
    AtomicReference<WatchedDownloads> downloads = new AtomicReference<>();
    fleet.close();
    fleet =
        TestFleet.start(
            TestOptions.DEFAULT,
            files -> {
              downloads.set(new WatchedDownloads(files));
              return downloads.get();
            });
    fleet.files.with("/home/f", CONTENT);
    try (RawClient client = fleet.login(0, 1);
        Socket data = client.epsv()) {
      client.expect("RETR f", 150);
      assertThat(data.getInputStream().read()).isNotNegative();
      downloads.get().fail(StorageException.Kind.UNAVAILABLE);
      assertThatThrownBy(() -> data.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class);
      client.expect(451);
    }
    assertThat(fleet.server(1).relayed().whole()).isFalse();
  }

  @Test
  void aDownloadWhoseSessionIsGoneIsResetAtTheClient() throws Exception {
    fleet.files.with("/home/large", TestFleet.content(64 << 20));
    RawClient client = fleet.login(0, 1);
    try (Socket data = client.epsv()) {
      client.expect("RETR large", 150);
      assertThat(data.getInputStream().readNBytes(1000)).hasSize(1000);
      client.close();
      assertThatThrownBy(() -> data.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class);
    }
    assertThat(fleet.server(1).relayed().whole()).isFalse();
  }

  @Test
  void aRelayThatIsLostInAnUploadIsNoEndOfAFile() throws IOException {
    try (RawClient client = fleet.login(0, 1);
        Socket data = client.epsv()) {
      client.expect("STOR half", 150);
      data.getOutputStream().write(CONTENT);
      fleet.server(1).close();
      client.expect(426);
      client.expect("SIZE half", 550);
    }
  }

  @Test
  void aRelayThatIsLostInADownloadIsAnError() throws IOException {
    fleet.files.with("/home/large", TestFleet.content(64 << 20));
    try (RawClient client = fleet.login(0, 1);
        Socket data = client.epsv()) {
      client.expect("RETR large", 150);
      assertThat(data.getInputStream().readNBytes(1000)).hasSize(1000);
      fleet.server(1).close();
      assertThatThrownBy(() -> data.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class);
      client.expect(426);
    }
  }

  @Test
  void anOwnerThatIsLostResetsItsClient() throws IOException {
    try (RawClient client = fleet.login(0, 1);
        Socket data = client.epsv()) {
      client.expect("STOR half", 150);
      fleet.server(0).close();
      assertThat(RawClient.isReset(data)).isTrue();
      assertThat(fleet.files.bytes("/home/half")).isEmpty();
    }
  }

  @Test
  void aPortWhoseOwnerIsGoneIsResetAtOnceAndAllKnow() {
    int port = fleet.server(0).passivePorts().getFirst();
    fleet.server(0).close();
    // The kernel may take connections for a moment after the owner closed its port.
    Await.await(
        () -> {
          assertThat(TestFleet.resets(TestFleet.host(1), port)).isTrue();
          return fleet.known(1).equals(Set.of(2)) && fleet.known(2).equals(Set.of(1));
        });
  }

  @Test
  void aClientThatDoesNotReadHoldsTheOwnerBackUntilItIsCutOff() throws IOException {
    fleet.close();
    fleet = TestFleet.start(TestOptions.DEFAULT.withProgressTimeout(Duration.ofSeconds(2)));
    fleet.files.with("/home/large", TestFleet.content(64 << 20));
    try (RawClient client = fleet.login(0, 1);
        Socket data = client.epsv()) {
      client.expect("RETR large", 150);
      client.expect(426);
      assertThatThrownBy(() -> data.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class);
    }
    Await.await(() -> fleet.carrying() == 0);
  }
}
