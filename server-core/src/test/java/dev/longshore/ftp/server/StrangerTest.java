package dev.longshore.ftp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.tls.SessionBinding;
import dev.longshore.ftp.tls.TestCertificate;
import dev.longshore.ftp.tls.TlsSettings;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stranger behind the client's address who connects to all passive ports in a loop. */
@Timeout(180)
final class StrangerTest {
  private static final TestCertificate CERTIFICATE = TestCertificate.create();
  static final byte[] PLANTED = "what a stranger sent".getBytes(UTF_8);
  private static final int SESSIONS = 20;
  private static final int UPLOADS = 5;
  private static final int PORTS = 32;

  /** When the client connects, seen from its STOR. */
  enum Order {
    CONNECT_FIRST,
    STOR_FIRST,
    A_FIFTH_OF_A_SECOND_AFTER_STOR
  }

  static TestServer start() throws IOException {
    return start(SessionBinding.ALLOW);
  }

  static TestServer start(SessionBinding binding) throws IOException {
    return TestServer.start(
        TestOptions.DEFAULT
            .withPassivePorts(PORTS)
            .with(
                new TlsSettings(
                    false,
                    binding,
                    List.of("TLSv1.3", "TLSv1.2"),
                    List.of(),
                    CERTIFICATE::keyManagers)));
  }

  static TlsEnd tls() {
    return new TlsEnd(CERTIFICATE, "TLSv1.2");
  }

  /** One session's uploads; gives the replies. */
  @FunctionalInterface
  private interface Client {
    List<Integer> upload(int session) throws Exception;
  }

  private static List<Integer> all(Client client) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Integer>>> running = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        int session = i;
        running.add(threads.submit(() -> client.upload(session)));
      }
      List<Integer> replies = new ArrayList<>();
      for (Future<List<Integer>> one : running) {
        replies.addAll(one.get());
      }
      return replies;
    }
  }

  private static byte[] own(int session, int file) {
    return "file %d of session %d".formatted(file, session).getBytes(UTF_8);
  }

  private static String name(int session, int file) {
    return "s" + session + "-" + file;
  }

  private static List<Integer> uploads(
      RawClient client, Optional<TlsEnd> tls, int session, Order order) throws IOException {
    List<Integer> replies = new ArrayList<>();
    for (int file = 0; file < UPLOADS; file++) {
      replies.add(upload(client, tls, order, name(session, file), own(session, file)));
    }
    return replies;
  }

  private static int upload(
      RawClient client, Optional<TlsEnd> tls, Order order, String name, byte[] bytes)
      throws IOException {
    int port = client.epsvPort();
    if (order == Order.CONNECT_FIRST) {
      try (Socket data = new Socket(client.socket.getInetAddress(), port)) {
        client.expect("STOR " + name, 150);
        return send(client, tls, data, bytes);
      } catch (SocketException e) {
        // Turned away in the connecting, after which a stranger's connection may serve.
        client.expect("STOR " + name, 150);
        return client.reply().code();
      }
    }
    client.expect("STOR " + name, 150);
    if (order == Order.A_FIFTH_OF_A_SECOND_AFTER_STOR) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
    try (Socket data = new Socket(client.socket.getInetAddress(), port)) {
      return send(client, tls, data, bytes);
    } catch (SocketException e) {
      // Turned away in the connecting.
      return client.reply().code();
    }
  }

  static int send(RawClient client, Optional<TlsEnd> tls, Socket data, byte[] bytes)
      throws IOException {
    data.setSoTimeout(30_000);
    try {
      Socket line = data;
      if (tls.isPresent()) {
        SSLSocket secured = tls.get().secure(data);
        line = secured;
      }
      line.getOutputStream().write(bytes);
      line.shutdownOutput();
    } catch (IOException e) {
      // The server will say why.
    }
    return client.reply().code();
  }

  private static void nothingIsPlanted(TestServer server) {
    for (int session = 0; session < SESSIONS; session++) {
      for (int file = 0; file < UPLOADS; file++) {
        byte[] expected = own(session, file);
        assertThat(server.files.bytes("/home/" + name(session, file)))
            .satisfiesAnyOf(
                stored -> assertThat(stored).isEmpty(),
                stored -> assertThat(stored).hasValue(expected));
      }
    }
    assertThat(server.contests()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void noUploadInTheClearIsPublishedWithHisBytes(Order order) throws Exception {
    try (TestServer server = start();
        Stranger _ = new Stranger(server.passivePorts(), PLANTED, Optional.empty())) {
      List<Integer> replies =
          all(
              session -> {
                try (RawClient client = server.login()) {
                  return uploads(client, Optional.empty(), session, order);
                }
              });
      assertThat(replies).hasSize(SESSIONS * UPLOADS).isSubsetOf(226, 425, 426);
      nothingIsPlanted(server);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noUploadOverTlsThatResumesNothingIsPublishedWithHisBytes(Order order) throws Exception {
    try (TestServer server = start();
        Stranger _ = new Stranger(server.passivePorts(), PLANTED, Optional.of(tls()))) {
      List<Integer> replies =
          all(
              session -> {
                try (RawClient client = tls().login(server.connect())) {
                  return uploads(client, Optional.of(tls()), session, order);
                }
              });
      assertThat(replies).hasSize(SESSIONS * UPLOADS).isSubsetOf(226, 425, 426, 522);
      nothingIsPlanted(server);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyUploadThatResumesTheSessionsTlsIsStored(Order order) throws Exception {
    everyUploadIsStored(SessionBinding.ALLOW, order, 1);
  }

  @Test
  void everyUploadIsStoredWhereItHasToResume() throws Exception {
    everyUploadIsStored(SessionBinding.REQUIRE, Order.STOR_FIRST, 1);
  }

  @Test
  void everyUploadThatResumesIsStoredThoughHeConnectsFortyTimesToEachPort() throws Exception {
    everyUploadIsStored(SessionBinding.ALLOW, Order.STOR_FIRST, 40);
  }

  private static void everyUploadIsStored(SessionBinding binding, Order order, int times)
      throws Exception {
    try (TestServer server = start(binding);
        Stranger _ = new Stranger(server.passivePorts(), PLANTED, Optional.of(tls()), times)) {
      List<Integer> replies =
          all(
              session -> {
                TlsEnd tls = tls();
                try (RawClient client = tls.login(server.connect())) {
                  return uploads(client, Optional.of(tls), session, order);
                }
              });
      assertThat(replies).hasSize(SESSIONS * UPLOADS).containsOnly(226);
      for (int session = 0; session < SESSIONS; session++) {
        for (int file = 0; file < UPLOADS; file++) {
          assertThat(server.files.bytes("/home/" + name(session, file)))
              .hasValue(own(session, file));
        }
      }
      assertThat(server.contests()).isPositive();
    }
  }
}
