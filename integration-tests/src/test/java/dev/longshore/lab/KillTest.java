package dev.longshore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.S3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A replica is killed at a random moment of a long transfer: the one that owns the transfer, or the
 * one that hands its bytes on.
 */
final class KillTest {
  private static final int TIMES = Boolean.getBoolean("longshore.nightly") ? 50 : 2;
  private static final int PER_SECOND = 2_000_000;

  /** So long that none is over when a busy machine finds the time for the kill. */
  private static final int SIZE = 20 * PER_SECOND;

  /**
   * The kernels and both replicas hold much between the storage and a client that reads slowly: as
   * far as tcp_rmem and tcp_wmem allow, 33 and 4 MB for each connection of two. A download is so
   * much larger that none of it is complete when its relay dies.
   */
  private static final int WHOLE = 150_000_000;

  private static final int AHEAD = 8 * PER_SECOND;

  private final Random random = new Random();
  private S3 s3;
  private Laboratory lab;
  private Host client;
  private Path folder;
  private Path sent;
  private Replica owner;
  private Replica relay;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    Premises.demand();
    s3 = S3.inMemory();
    lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL);
    client = lab.network().client();
    List<Replica> replicas = lab.fleet(2, UnaryOperator.identity());
    owner = replicas.get(0);
    relay = replicas.get(1);
    folder = Leftovers.newFolder();
    sent = Files.write(folder.resolve("sent"), Content.of("sent", SIZE));
    onlyByTheRelay();
  }

  @AfterEach
  void close() throws IOException {
    lab.close();
    s3.close();
    Leftovers.remove(folder);
  }

  /** PASV names the balanced address, behind which is the relay alone. */
  private void onlyByTheRelay() throws IOException, InterruptedException {
    lab.balancer().knows(List.of(relay));
  }

  @Test
  void theOwnerOfAnUpload() throws IOException, InterruptedException {
    for (int i = 0; i < TIMES; i++) {
      Process upload = upload("owner-" + i);
      atARandomMoment();
      owner.kill();
      assertThat(upload.waitFor()).isNotZero();
      owner = again(owner);
      assertThat(s3.has("owner-" + i)).isFalse();
    }
  }

  @Test
  void theRelayOfAnUpload() throws IOException, InterruptedException {
    for (int i = 0; i < TIMES; i++) {
      Process upload = upload("relay-" + i);
      atARandomMoment();
      relay.kill();
      assertThat(upload.waitFor()).isNotZero();
      relay = again(relay);
      assertThat(s3.has("relay-" + i)).isFalse();
    }
  }

  @Test
  void theRelayOfADownload() throws IOException, InterruptedException {
    s3.put("whole", new byte[WHOLE]);
    for (int i = 0; i < TIMES; i++) {
      Path received = folder.resolve("received-" + i);
      Process download = curl(AHEAD, "-o", received.toString(), url("whole"));
      atARandomMoment();
      relay.kill();
      assertThat(download.waitFor()).isNotZero();
      assertThat(received.toFile().length()).isLessThan(WHOLE);
      relay = again(relay);
    }
  }

  /**
   * The client does not read, so that the relay and the kernels hold what the owner had to send,
   * and the owner has said 226 when the relay dies. How much they hold differs; what is said must
   * not be that a part is all.
   */
  @ParameterizedTest
  @ValueSource(ints = {300_000, 2_500_000})
  void theRelayOfADownloadThatItsOwnerHasDone(int size) throws IOException, InterruptedException {
    s3.put("held", Content.of("held", size));
    Process download =
        client.start(List.of("python3", "-c", HOLDS, owner.host().ipv4(), "held", "" + size));
    String reply = download.inputReader().readLine();
    relay.kill();
    download.outputWriter().close();
    String said = download.inputReader().readAllAsString().strip();
    System.out.printf("held %d bytes: %s, then %s%n", size, reply, said);
    assertThat(said).isIn("whole", "ConnectionResetError");
    assertThat(reply.startsWith("226") || !said.equals("whole")).isTrue();
  }

  /** Reads the last reply, and what it replies to only when it is told to. */
  private static final String HOLDS =
      """
      import ftplib, socket, sys
      session = ftplib.FTP()
      session.connect(sys.argv[1], 21, 60)
      session.login("demo", "demo")
      session.voidcmd("TYPE I")
      address = ftplib.parse227(session.sendcmd("PASV"))
      data = socket.socket()
      data.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
      data.settimeout(60)
      data.connect(address)
      session.sendcmd("RETR " + sys.argv[2])
      session.sock.settimeout(3)
      try:
          print(session.voidresp(), flush=True)
      except TimeoutError:
          print("no reply", flush=True)
      sys.stdin.read()
      length = 0
      try:
          while block := data.recv(65536):
              length += len(block)
          print("whole" if length == int(sys.argv[3]) else "short: %d" % length)
      except OSError as e:
          print(type(e).__name__)
      """;

  private Process upload(String name) throws IOException {
    return curl(PER_SECOND, "-T", sent.toString(), url(name));
  }

  private String url(String name) {
    return "ftp://demo:demo@" + owner.host().ipv4() + "/" + name;
  }

  private Process curl(int perSecond, String... what) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("curl", "-sS", "--disable-epsv", "--no-ftp-skip-pasv-ip"));
    command.addAll(List.of("-m", "60", "--limit-rate", Integer.toString(perSecond)));
    command.addAll(List.of(what));
    return client.start(command);
  }

  /** When bytes flow, and some are still to come. */
  private void atARandomMoment() throws IOException, InterruptedException {
    Waiting.until(this::isConnected);
    Thread.sleep(Duration.ofMillis(random.nextInt(1500)));
  }

  private boolean isConnected() throws IOException, InterruptedException {
    return client
            .run("sh", "-c", "ss -Hnt state established dst " + Network.ADDRESS)
            .lines()
            .count()
        > 0;
  }

  private Replica again(Replica dead) throws IOException, InterruptedException {
    Replica next = lab.replica(dead.slot(), 2, lab.relayed(UnaryOperator.identity()));
    List<Replica> now = dead == owner ? List.of(next, relay) : List.of(owner, next);
    lab.names().knows(now);
    next.awaitReady();
    lab.balancer().knows(List.of(now.get(1)));
    return next;
  }
}
