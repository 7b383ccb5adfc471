package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.DataConnection;
import dev.longshore.it.Wire;
import java.util.List;
import java.util.stream.Stream;

/** What is answered while a transfer runs (RFC 959 section 4.1, RFC 1123 section 4.1.3). */
final class DuringTransferCases {
  private DuringTransferCases() {}

  static List<Case> cases() {
    return Stream.concat(answers().stream(), TransferLifeCases.cases().stream()).toList();
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
        session(
            "O-011.1",
            "NOOP and STAT are answered while the data connection is waited for",
            wire -> {
              var address = wire.epsv();
              wire.expect(150, "RETR f.txt");
              wire.inStep();
              wire.expect(213, "STAT");
              try (DataConnection data = DataConnection.to(address)) {
                assertThat(data.readAll()).hasSize(14);
              }
              wire.expect(226);
            }),
        stage(
            "O-012.3",
            "USER waits for the transfer too",
            stage -> {
              Wire wire = stage.wire();
              try (DataConnection data = Transfers.download(wire, stage.big())) {
                wire.send("USER " + Account.OTHER.user());
                assertThat(data.readAll()).hasSize(Testbed.BIG - 1);
              }
              wire.expect(226);
              wire.expect(331);
              wire.expect(530, "PWD");
            }));
  }
}
