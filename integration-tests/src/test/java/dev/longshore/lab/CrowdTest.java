package dev.longshore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Certificate;
import dev.longshore.it.Gateway;
import dev.longshore.it.Users;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many clients and the six passive ports of one slot. */
final class CrowdTest extends Scenes {
  private static final int CROWD = 200;

  /** A port is waited for five seconds, in which all before must have had their turn. */
  private static final int OF_ONE = NIGHTLY ? CROWD : 60;

  /** An unused lease yields after three; where tests run beside others it takes longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(NIGHTLY ? 6 : 16);

  private static final int SLOTS = 8;
  private static final int PORTS = Replica.PASSIVE_COUNT / SLOTS;
  private static final String SCRIPT =
      Path.of("src/test/resources/dev/longshore/lab/crowd.py").toAbsolutePath().toString();

  @BeforeAll
  void fill() {
    s3.put("file", Content.of("file", 20_000));
  }

  private static Gateway.Builder roomy(Gateway.Builder each) {
    return each.set("longshore.limits.sessions-per-user", "500")
        .set("longshore.limits.sessions-per-address", "500");
  }

  @Test
  void clientsOfDifferentAddressesHaveOnePortTogether() throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      Replica replica = lab.fleet(1, SLOTS, CrowdTest::roomy).getFirst();
      Host client = lab.network().client();
      List<String> addresses = lab.network().moreAddresses(client, CROWD);

      List<String> command = new ArrayList<>(List.of("python3", SCRIPT, Network.ADDRESS));
      command.addAll(List.of(Users.NAME, Users.PASSWORD, "file", "20000"));
      command.addAll(addresses);
      assertThat(client.run(command.toArray(String[]::new)).lines())
          .isEqualTo(Collections.nCopies(CROWD, "well"));
      assertThat(replica.log()).contains("logged in from " + addresses.getLast());
    }
  }

  @Test
  void sessionsOfOneAddressTakeTurns() throws IOException, InterruptedException {
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      lab.fleet(1, SLOTS, CrowdTest::roomy);

      var load = Load.of(3 * OF_ONE).clients(OF_ONE).perSession(3);
      Load.Result result = load.from(lab.network().client(), s3);
      assertThat(result.failures()).isEmpty();
    }
  }

  /** Nobody's address is known here, so all of them look like one client. */
  @Test
  void portsThatAreAskedForAndNotUsedKeepNobodyOut() throws IOException, InterruptedException {
    Certificate certificate = Certificate.create();
    try (var lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL)) {
      lab.fleet(
          1,
          SLOTS,
          each ->
              each.tls(certificate, "required")
                  .set("longshore.tls.session-binding", "require")
                  .set("longshore.client-address.source", "none"));
      Host client = lab.network().client();
      Process idle = client.start(List.of("python3", "-c", IDLE, Network.ADDRESS, "" + PORTS));
      assertThat(idle.inputReader().readLine()).isEqualTo("held");

      long from = System.nanoTime();
      Load.Result result = Load.of(1).clients(1).tls(certificate, "resumed").from(client, s3);
      Duration took = Duration.ofNanos(System.nanoTime() - from);
      idle.destroy();
      assertThat(result.failures()).isEmpty();
      assertThat(took).isLessThan(PATIENCE);
    }
  }

  /** Sessions that ask for a passive port each, and wait. */
  private static final String IDLE =
      """
      import ftplib, ssl, sys
      trusting = ssl.create_default_context()
      trusting.check_hostname = False
      trusting.verify_mode = ssl.CERT_NONE
      sessions = []
      for _ in range(int(sys.argv[2])):
          session = ftplib.FTP_TLS(context=trusting, timeout=20)
          session.connect(sys.argv[1], 21)
          session.login("demo", "demo")
          session.prot_p()
          session.sendcmd("EPSV")
          sessions.append(session)
      print("held", flush=True)
      sys.stdin.read()
      """;
}
