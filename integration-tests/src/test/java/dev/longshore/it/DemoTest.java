package dev.longshore.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What somebody sees who runs {@code ./longshore demo}. */
@Timeout(600)
final class DemoTest {
  private static final int FILES = 30;

  /** Each is lost with a chance of two in three: that all are happens once in 190,000 runs. */
  private static final int TRIES = 30;

  @Test
  void oneGatewayServesAndEndsAtASignal() throws IOException, InterruptedException {
    try (RunningDemo demo = RunningDemo.start().awaitReady();
        Wire wire = Wire.loggedIn(demo.ipv4())) {
      assertThat(wire.download("RETR welcome.txt").text()).contains("S3 bucket");
      endsAtASignal(demo, 1);
    }
  }

  @Test
  void transfersThroughThreeReplicasSucceedAndNothingIsLeft()
      throws IOException, InterruptedException {
    try (RunningDemo demo = RunningDemo.start("--replicas", "3").awaitReady()) {
      var random = new Random(1);
      for (int i = 0; i < FILES; i++) {
        byte[] content = new byte[random.nextInt(300_000)];
        random.nextBytes(content);
        there(demo, i, content);
        assertThat(back(demo, i)).as("file %s", i).isEqualTo(content);
      }
      for (int replica = 0; replica < 3; replica++) {
        assertThat(demo.log()).contains(": to replica " + replica + "; replica ");
      }
      assertThat(demo.files()).anyMatch(name -> name.startsWith("relay-secret"));
      endsAtASignal(demo, 3);
    }
  }

  private static void there(RunningDemo demo, int number, byte[] content) throws IOException {
    try (Wire wire = session(demo, number)) {
      wire.upload("STOR in/" + number, content);
    }
  }

  /** By PASV, as uploads go by EPSV, and over the other sort of session. */
  private static byte[] back(RunningDemo demo, int number) throws IOException {
    try (Wire wire = session(demo, number + 1);
        DataConnection data = DataConnection.to(wire.pasv())) {
      wire.expect(150, "RETR in/" + number);
      wire.handshake(data);
      byte[] content = data.readAll();
      wire.expect(226);
      return content;
    }
  }

  private static Wire session(RunningDemo demo, int number) throws IOException {
    return switch (number % 3) {
      case 0 -> Wire.loggedIn(demo.ipv4());
      case 1 -> Wire.loggedIn(demo.ipv4(), demo.tls());
      default -> {
        Wire wire = Wire.implicit(demo.implicitTls(), demo.tls());
        wire.expect(220);
        wire.login(Users.NAME, Users.PASSWORD).protect(demo.tls());
        wire.expect(200, "TYPE I");
        yield wire;
      }
    };
  }

  @Test
  void withoutTheRelayDataConnectionsAreLost() throws IOException, InterruptedException {
    try (RunningDemo demo = RunningDemo.start("--replicas", "3", "--without-relay").awaitReady()) {
      List<Integer> lost = new ArrayList<>();
      for (int i = 0; i < TRIES; i++) {
        if (!comes(demo.ipv4())) {
          lost.add(i);
        }
      }
      assertThat(lost).isNotEmpty().hasSizeLessThan(TRIES);
      endsAtASignal(demo, 3);
    }
  }

  /** Whether a file comes; where it does not, its data connection is reset. */
  private static boolean comes(InetSocketAddress address) throws IOException {
    try (Wire wire = Wire.loggedIn(address);
        DataConnection data = wire.passive()) {
      wire.send("RETR welcome.txt");
      try {
        return data.readAll().length > 0;
      } catch (SocketException e) {
        return false;
      }
    }
  }

  @Test
  void whenAReplicaDiesTheDemoSaysSoAndEnds() throws IOException, InterruptedException {
    try (RunningDemo demo = RunningDemo.start("--replicas", "2").awaitReady()) {
      List<ProcessHandle> gateways = demo.gateways();
      assertThat(gateways).hasSize(2);
      gateways.getFirst().destroyForcibly();
      assertThat(demo.ended()).isEqualTo(1);
      assertThat(demo.log()).containsPattern("longshore: replica [01] has ended with status 137");
      assertThat(gateways).noneMatch(ProcessHandle::isAlive);
      assertThat(demo.files()).containsExactly("certificate.p12", "s3", "users.yaml");
    }
  }

  @Test
  void badArgumentsAreSaidInOneLine() throws IOException, InterruptedException {
    try (RunningDemo demo = RunningDemo.start("--replicas", "nine")) {
      assertThat(demo.ended()).isEqualTo(2);
      assertThat(demo.log())
          .isEqualTo("longshore: --replicas takes a number from 2 to 8, and nine is none");
    }
  }

  private static void endsAtASignal(RunningDemo demo, int count)
      throws IOException, InterruptedException {
    List<ProcessHandle> gateways = demo.gateways();
    assertThat(gateways).hasSize(count);
    demo.terminate();
    demo.ended();
    assertThat(gateways).noneMatch(ProcessHandle::isAlive);
    assertThat(demo.log()).doesNotContain("longshore:").doesNotContain("\tat ");
    assertThat(demo.files()).containsExactly("certificate.p12", "s3", "users.yaml");
  }
}
