package dev.longshore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.S3;
import dev.longshore.it.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What three replicas know of each other, when one of them dies or stands still as well. */
final class FleetTest extends Scenes {
  private Laboratory lab;
  private List<Replica> replicas;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException, InterruptedException {
    Path users =
        Files.writeString(
            Users.write(folder, S3.BUCKET),
            "  limits: {max-sessions: 5}\n",
            StandardOpenOption.APPEND);
    lab = Laboratory.of(s3, 1, Balancer.Policy.LOCAL);
    replicas =
        lab.fleet(
            3,
            each ->
                each.set("longshore.users.file", users.toString())
                    .set("longshore.lockout.attempts", "3")
                    .set("longshore.lockout.pause", "0s"));
    awaitLinked(replicas);
  }

  @AfterEach
  void close() throws IOException {
    lab.close();
  }

  /** A second on a machine that has nothing else to do. */
  @Test
  void whoIsKilledIsGoneForAllAtOnceAndNobodyElseIs() throws IOException, InterruptedException {
    Replica killed = replicas.get(1);
    long from = System.nanoTime();
    killed.kill();
    for (Replica each : List.of(replicas.get(0), replicas.get(2))) {
      each.awaitLog(killed.inLogs() + " is gone");
    }
    assertThat(since(from)).isLessThan(bound(Duration.ofSeconds(1)));
    assertThat(replicas.get(0).log()).doesNotContain(replicas.get(2).inLogs() + " is gone");
  }

  /** Seven seconds on a machine that has nothing else to do. */
  @Test
  void whoStandsStillIsDoubtfulAndComesBack() throws IOException, InterruptedException {
    Replica halted = replicas.get(1);
    long from = System.nanoTime();
    halted.halt();
    for (Replica each : List.of(replicas.get(0), replicas.get(2))) {
      each.awaitLog(halted.inLogs() + " is silent");
    }
    assertThat(since(from)).isLessThan(bound(Duration.ofSeconds(7)));
    halted.goOn();
    for (Replica each : List.of(replicas.get(0), replicas.get(2))) {
      each.awaitLog(halted.inLogs() + " is back");
    }
    assertThat(halted.log()).contains("this replica stood still for");
    assertThat(Load.of(60).from(lab.network().client(), s3).failures()).isEmpty();
  }

  /** What one replica counts the others know within a second. */
  private static final String LOGINS =
      """
      import ftplib, sys, time
      sessions = []
      for login in sys.argv[1:]:
          host, password = login.split("/")
          session = ftplib.FTP()
          session.connect(host, 21, 10)
          try:
              session.login("demo", password)
              sessions.append(session)
              print("in")
          except ftplib.all_errors as e:
              print(str(e)[:3])
          time.sleep(1)
      """;

  private List<String> logins(String... passwords) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", "-c", LOGINS));
    for (int i = 0; i < passwords.length; i++) {
      command.add(replicas.get(i % replicas.size()).host().ipv4() + "/" + passwords[i]);
    }
    return lab.network().client().run(command.toArray(String[]::new)).lines().toList();
  }

  @Test
  void aUserHasFiveSessionsOverAllOfThem() throws IOException, InterruptedException {
    assertThat(logins("demo", "demo", "demo", "demo", "demo", "demo", "demo"))
        .startsWith("in", "in", "in", "in", "in")
        .endsWith("421", "421");
    Waiting.until(() -> logins("demo").equals(List.of("in")));
  }

  @Test
  void wrongPasswordsCountForAllOfThem() throws IOException, InterruptedException {
    assertThat(logins("x", "y", "z", "demo", "demo", "demo"))
        .containsExactly("530", "530", "530", "530", "530", "530");
  }
}
