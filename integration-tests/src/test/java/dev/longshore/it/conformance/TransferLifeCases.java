package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.DataConnection;
import dev.longshore.it.Gateway;
import dev.longshore.it.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What happens to transfers and sessions when something else ends: QUIT, time, gateway, S3. */
final class TransferLifeCases {
  private TransferLifeCases() {}

  static List<Case> cases() {
    return Stream.concat(quits().stream(), lives().stream()).toList();
  }

  private static List<Case> quits() {
    return List.of(
        stage(
            "O-013",
            "QUIT during an upload waits for its end: 226, 221, and the file is there",
            stage -> {
              Wire wire = stage.wire();
              try (DataConnection data = wire.passive()) {
                wire.expect(150, "STOR new");
                wire.send("QUIT");
                data.write("all of it");
              }
              wire.expect(226);
              wire.expect(221);
              wire.expectEnd();
              assertThat(stage.stored("new")).isEqualTo("all of it");
            }),
        stage(
            "O-013.1",
            "a client that says QUIT during an upload and ends its side is answered too",
            stage -> {
              Wire wire = stage.wire();
              try (DataConnection data = wire.passive()) {
                wire.expect(150, "STOR new");
                wire.send("QUIT");
                wire.halfClose();
                data.write("all of it");
              }
              wire.expect(226);
              wire.expect(221);
              wire.expectEnd();
              assertThat(stage.stored("new")).isEqualTo("all of it");
            }),
        stage(
            "O-013.2",
            "QUIT is answered after a download that the client breaks off",
            stage -> {
              Wire wire = stage.wire();
              DataConnection data = Transfers.download(wire, stage.big());
              wire.send("QUIT");
              data.reset();
              wire.expect(426);
              wire.expect(221);
              wire.expectEnd();
            }));
  }

  private static List<Case> lives() {
    return List.of(
        stage(
            "O-015",
            "the idle time does not run during a transfer",
            stage -> {
              Wire wire = stage.with(Profile.IMPATIENT);
              try (DataConnection data = wire.passive()) {
                wire.expect(150, "STOR new");
                // Two and a half times the session's idle time, in steps that keep the data alive.
                for (int i = 0; i < 20; i++) {
                  data.write("x");
                  LockSupport.parkNanos(250_000_000);
                }
              }
              wire.expect(226);
              wire.inStep();
              assertThat(stage.stored("new")).hasSize(20);
            }),
        stage(
            "O-015.1",
            "a transfer that stands still ends with 426, and the session goes on",
            stage -> {
              Wire wire = stage.with(Profile.IMPATIENT);
              try (DataConnection data = wire.passive()) {
                wire.expect(150, "STOR f.txt");
                data.write("half");
                wire.expect(426);
              }
              wire.inStep();
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
            }),
        stage("O-016", "the control connection is kept alive by TCP", TransferLifeCases::keptAlive),
        stage(
            "O-017",
            "at the end transfers end well and idle sessions are told 421",
            TransferLifeCases::endsGently),
        stage(
            "O-018",
            "a session survives an S3 that is away: 451, then all is as before",
            stage -> {
              try (Outage s3 = Outage.inFrontOf(stage.s3());
                  Gateway gateway = s3.connected(stage.ownGateway()).start()) {
                Wire wire = stage.enter(gateway.ipv4());
                assertThat(wire.listing("RETR f.txt")).startsWith("line1");
                s3.begin();
                wire.expect(451, "SIZE f.txt");
                try (DataConnection _ = wire.passive()) {
                  wire.expect(451, "RETR f.txt");
                }
                wire.inStep();
                s3.end();
                assertThat(wire.listing("RETR f.txt")).startsWith("line1");
              }
            }));
  }

  /**
   * As Linux shows it: a timer of the second kind runs for the server's end of the connection, once
   * that of its last reply is over.
   */
  private static void keptAlive(Stage stage) throws IOException, InterruptedException {
    Wire wire = stage.wire();
    wire.inStep();
    Path connections = Path.of("/proc/net/tcp6");
    Assumptions.assumeTrue(Files.isReadable(connections), "only Linux shows it");
    Predicate<String> keepAlive =
        Pattern.compile(
                ":%04X [0-9A-F]+:%04X 01 [0-9A-F]+:[0-9A-F]+ 02:"
                    .formatted(stage.gateway().ipv4().getPort(), wire.local().getPort()))
            .asPredicate();
    for (int tries = 0; tries < 1000; tries++) {
      try (Stream<String> lines = Files.lines(connections)) {
        if (lines.anyMatch(keepAlive)) {
          return;
        }
      }
    }
    throw new AssertionError("no timer runs for the control connection");
  }

  private static void endsGently(Stage stage) throws Exception {
    try (Gateway gateway = stage.ownGateway().set("longshore.drain.timeout", "30s").start();
        ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      Wire idle = stage.enter(gateway.ipv4());
      Wire busy = stage.enter(gateway.ipv4());
      try (DataConnection data = Transfers.download(busy, stage.big())) {
        Future<?> stopped =
            thread.submit(
                () -> {
                  gateway.stop();
                  return null;
                });
        idle.expect(421);
        idle.expectEnd();
        assertThat(data.readAll()).hasSize(Testbed.BIG - 1);
        busy.expect(226);
        busy.expect(421);
        busy.expectEnd();
        stopped.get();
      }
    }
  }
}
