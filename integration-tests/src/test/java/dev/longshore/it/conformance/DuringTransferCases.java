package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
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

/**
 * What is answered while a transfer runs, and what happens to transfers when something else ends
 * (RFC 959 section 4.1, RFC 1123 section 4.1.3).
 */
final class DuringTransferCases {
  private DuringTransferCases() {}

  static List<Case> cases() {
    return Stream.concat(answers().stream(), lives().stream()).toList();
  }

  private static List<Case> answers() {
    return List.of(
        stage(
            "O-010",
            "STAT during a download tells at once how far it is, and leaves it alone",
            stage -> {
              Wire wire = stage.wire();
              try (DataConnection data = Transfers.download(wire, stage.big())) {
                assertThat(wire.expect(213, "STAT").words())
                    .matches("Status: \\d+ of " + Testbed.BIG + " bytes transferred");
                assertThat(data.readAll()).hasSize(Testbed.BIG - 1);
              }
              wire.expect(226);
              wire.inStep();
            }),
        session(
            "O-010.1",
            "STAT during an upload tells how much has come",
            wire -> {
              try (DataConnection data = wire.passive()) {
                wire.expect(150, "STOR new");
                data.write("half");
                assertThat(wire.expect(213, "STAT").words())
                    .matches("Status: \\d+ bytes transferred");
              }
              wire.expect(226);
            }),
        stage(
            "O-011",
            "NOOP is answered at once during a download and an upload",
            stage -> {
              Wire wire = stage.wire();
              try (DataConnection data = Transfers.download(wire, stage.big())) {
                wire.inStep();
                assertThat(data.readAll()).hasSize(Testbed.BIG - 1);
              }
              wire.expect(226);
              try (DataConnection data = wire.passive()) {
                wire.expect(150, "STOR new");
                data.write("half");
                wire.inStep();
              }
              wire.expect(226);
            }),
        stage(
            "O-012",
            "other commands wait for the transfer and are answered in order",
            stage -> {
              Wire wire = stage.wire();
              try (DataConnection data = Transfers.download(wire, stage.big())) {
                wire.raw("PWD\r\nSIZE empty\r\nNOOP\r\n");
                assertThat(data.readAll()).hasSize(Testbed.BIG - 1);
              }
              wire.expect(226);
              wire.expect(257);
              wire.expect(213);
              wire.expect(200);
            }),
        stage(
            "O-012.1",
            "a transfer that waits for another begins after it",
            stage -> {
              Wire wire = stage.wire();
              try (DataConnection data = Transfers.download(wire, stage.big())) {
                wire.raw("EPSV\r\n");
                assertThat(data.readAll()).hasSize(Testbed.BIG - 1);
              }
              wire.expect(226);
              wire.expect(229);
              assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.TEXT);
            }),
        stage(
            "O-012.2",
            "a client that sends hundreds of commands during a transfer is sent away with 421",
            stage -> {
              Wire wire = stage.wire();
              try (DataConnection data = Transfers.download(wire, stage.big())) {
                wire.raw("PWD\r\n".repeat(1000));
                wire.expect(421);
                assertThat(data.remote().getPort()).isPositive();
              }
              wire.expectEnd();
            }),
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
        stage(
            "O-016", "the control connection is kept alive by TCP", DuringTransferCases::keptAlive),
        stage(
            "O-017",
            "at the end transfers end well and idle sessions are told 421",
            DuringTransferCases::endsGently),
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
