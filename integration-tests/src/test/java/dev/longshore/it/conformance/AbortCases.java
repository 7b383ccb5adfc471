package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.DataConnection;
import dev.longshore.it.Listener;
import dev.longshore.it.Reply;
import dev.longshore.it.Wire;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** ABOR (RFC 959 section 4.1.3). */
final class AbortCases {
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private AbortCases() {}

  static List<Case> cases() {
    return Stream.concat(beforeData().stream(), duringData().stream()).toList();
  }

  private static List<Case> beforeData() {
    return List.of(
        session(
            "O-002",
            "ABOR after PASV is 225, and nobody is served at the port any more",
            wire -> {
              var address = wire.pasv();
              wire.expect(225, "ABOR");
              DataConnection.turnedAway(address, wire.local().getAddress());
              assertThat(wire.listing("LIST")).contains("f.txt");
            }),
        session(
            "O-002.1",
            "ABOR with nothing to abort is 225",
            wire -> {
              wire.expect(225, "ABOR");
              wire.expect(225, "ABOR");
              wire.inStep();
            }),
        session(
            "O-002.2",
            "ABOR after PORT forgets the address",
            wire -> {
              try (Listener listener = wire.active()) {
                wire.expect(225, "ABOR");
                assertThat(listener.port()).isPositive();
              }
              assertThat(wire.listing("LIST")).contains("f.txt");
            }),
        session(
            "O-007",
            "ABOR while the data connection is waited for is 426 and 226",
            wire -> {
              wire.epsv();
              wire.expect(150, "RETR f.txt");
              aborted(wire);
            }),
        stage(
            "O-007.1",
            "ABOR while an upload waits for its data connection changes nothing",
            stage -> {
              Wire wire = stage.wire();
              wire.epsv();
              wire.expect(150, "STOR f.txt");
              aborted(wire);
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
            }));
  }

  private static List<Case> duringData() {
    return List.of(
        stage(
            "O-003",
            "ABOR during a download that nobody reads is 426 and 226 within a second",
            stage -> {
              Wire wire = stage.wire();
              try (DataConnection data = Transfers.download(wire, stage.big())) {
                aborted(wire);
                assertThat(data.remote().getPort()).isPositive();
              }
            }),
        stage(
            "O-003.1",
            "after ABOR the rest of a download does not come",
            stage -> {
              Wire wire = stage.wire();
              try (DataConnection data = Transfers.download(wire, stage.big())) {
                aborted(wire);
                assertThat(lost(data)).isTrue();
              }
            }),
        stage(
            "O-004",
            "ABOR during an upload is 426 and 226, and what was there is still there",
            stage -> {
              Wire wire = stage.wire();
              for (String name : List.of("f.txt", "new")) {
                try (DataConnection data = wire.passive()) {
                  wire.expect(150, "STOR " + name);
                  data.write("half");
                  aborted(wire);
                }
              }
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
              assertThat(stage.has("new")).isFalse();
            }),
        stage(
            "O-003.2",
            "ABOR during an active download of text is 426 and 226",
            stage -> {
              Wire wire = stage.wire();
              try (Listener listener = wire.active()) {
                wire.expect(150, "RETR " + stage.big());
                try (DataConnection data = listener.accept()) {
                  assertThat(data.read(1)).hasSize(1);
                  aborted(wire);
                }
              }
            }),
        session(
            "O-004.1",
            "ABOR during a listing that nobody reads leaves the session in step",
            wire -> {
              try (DataConnection data = wire.passive()) {
                wire.expect(150, "LIST");
                Reply first = wire.command("ABOR");
                assertThat(first.code()).isIn(226, 426);
                assertThat(wire.read().code()).isIn(225, 226);
                assertThat(data.remote().getPort()).isPositive();
              }
              wire.inStep();
            }),
        session(
            "O-006",
            "ABOR that comes with the end of a transfer has two replies all the same",
            wire -> {
              for (int i = 0; i < 50; i++) {
                try (DataConnection data = wire.passive()) {
                  wire.expect(150, "RETR f.txt");
                  assertThat(data.read(14)).hasSize(14);
                  wire.send("ABOR");
                }
                assertThat(wire.read().code()).isIn(226, 426);
                assertThat(wire.read().code()).isIn(225, 226);
                wire.inStep();
              }
            }),
        session(
            "O-006.1",
            "ABOR in one write with its transfer has two replies, behind a 150 or without one",
            wire -> {
              try (DataConnection data = wire.passive()) {
                wire.raw("RETR f.txt\r\nABOR\r\n");
                Reply first = wire.read();
                Reply end = first.code() == 150 ? wire.read() : first;
                assertThat(end.code()).isIn(226, 426);
                assertThat(wire.read().code()).isIn(225, 226);
                assertThat(data.remote().getPort()).isPositive();
              }
              wire.inStep();
            }),
        stage(
            "O-006.2",
            "a second ABOR finds nothing to abort: 225",
            stage -> {
              Wire wire = stage.wire();
              try (DataConnection data = Transfers.download(wire, stage.big())) {
                wire.raw("ABOR\r\nABOR\r\n");
                wire.expect(426);
                wire.expect(226);
                wire.expect(225);
                assertThat(data.remote().getPort()).isPositive();
              }
            }),
        stage(
            "O-008",
            "ABOR is heard during a transfer in each way that clients send it",
            stage -> {
              Wire wire = stage.wire();
              for (TelnetCases.Abort way : TelnetCases.Abort.values()) {
                try (DataConnection data = Transfers.download(wire, stage.big())) {
                  way.send(wire);
                  wire.expect(426);
                  wire.expect(226);
                  assertThat(data.remote().getPort()).isPositive();
                }
                wire.inStep();
              }
            }),
        stage(
            "O-009",
            "after ABOR the session is as before",
            stage -> {
              Wire wire = stage.wire();
              try (DataConnection data = Transfers.download(wire, stage.big())) {
                aborted(wire);
                assertThat(data.remote().getPort()).isPositive();
              }
              wire.pasv();
              assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.TEXT);
              wire.upload("STOR new", "after");
              assertThat(stage.stored("new")).isEqualTo("after");
            }));
  }

  /** Two replies, at once, and the session is in step. */
  private static void aborted(Wire wire) throws IOException {
    long begin = System.nanoTime();
    wire.expect(426, "ABOR");
    wire.expect(226);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(AT_ONCE);
    wire.inStep();
  }

  /** Whether a big file ends early; how is not told. */
  private static boolean lost(DataConnection data) throws IOException {
    try {
      return data.readAll().length < Testbed.BIG - 1;
    } catch (SocketException e) {
      return true;
    }
  }
}
