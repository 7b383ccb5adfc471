package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.DataConnection;
import dev.longshore.it.Transferred;
import dev.longshore.it.Wire;
import java.io.IOException;
import java.util.List;

/** RETR and REST (RFC 959, RFC 3659 section 5). */
final class DownloadCases {
  private DownloadCases() {}

  static List<Case> cases() {
    return List.of(
        session(
            "G-001",
            "a file arrives byte by byte in TYPE I",
            wire -> {
              wire.expect(200, "TYPE I");
              assertThat(wire.download("RETR f.txt").text()).isEqualTo(Fixture.TEXT);
            }),
        session(
            "G-001.1",
            "what the client sends into a download does not cut it short",
            wire -> {
              wire.expect(200, "TYPE I");
              try (DataConnection data = wire.passive()) {
                data.write("not asked for");
                wire.expect(150, "RETR f.txt");
                assertThat(data.text()).isEqualTo(Fixture.TEXT);
                wire.expect(226);
              }
            }),
        session(
            "G-001.2",
            "a client that ends its own side at once gets all the same",
            wire -> {
              wire.expect(200, "TYPE I");
              try (DataConnection data = wire.passive()) {
                data.finish();
                wire.expect(150, "RETR f.txt");
                assertThat(data.text()).isEqualTo(Fixture.TEXT);
                wire.expect(226);
              }
            }),
        session(
            "G-001.3",
            "what is no file is 550 before any 150",
            wire -> {
              wire.pasv();
              assertThat(wire.expect(550, "RETR nope").words())
                  .containsIgnoringCase("no such file");
              wire.expect(550, "RETR d");
              wire.expect(550, "RETR f.txt/x");
              wire.expect(550, "RETR /");
            }),
        session(
            "G-003",
            "of an empty file the connection opens and ends, with nothing on it",
            wire -> {
              for (String type : List.of("TYPE A", "TYPE I")) {
                wire.expect(200, type);
                assertThat(wire.download("RETR empty").bytes()).isEmpty();
              }
            }),
        stage(
            "G-005",
            "without the permission to read RETR is 550, whether or not the file is there",
            stage -> {
              Wire sender = stage.as(Account.SENDER);
              sender.pasv();
              sender.expect(550, "RETR f.txt");
              sender.expect(550, "RETR nope");
            }),
        session("G-006", "REST is where RETR begins", wire -> restarted(wire, 6, "line2\n")),
        session(
            "G-006.1",
            "the 150 of a restarted download tells how many bytes still come",
            wire -> {
              wire.expect(200, "TYPE I");
              wire.expect(350, "REST 6");
              Transferred rest = wire.download("RETR f.txt");
              assertThat(rest.begin().words()).contains("(6 bytes)").doesNotContain("f.txt");
            }),
        session(
            "G-007",
            "REST at the very end: nothing is sent, and that is well",
            wire -> {
              restarted(wire, 12, "");
              wire.expect(350, "REST 0");
              assertThat(wire.download("RETR empty").bytes()).isEmpty();
            }),
        session(
            "G-008",
            "REST beyond the end is 554 from RETR, and the session goes on",
            wire -> {
              wire.expect(200, "TYPE I");
              wire.expect(350, "REST 13");
              wire.pasv();
              wire.expect(554, "RETR f.txt");
              wire.expect(350, "REST 1");
              wire.expect(554, "RETR empty");
              assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.TEXT);
            }),
        session("G-009", "REST counts before PASV and after it", DownloadCases::bothOrders),
        session(
            "G-009.1",
            "commands that move no data leave REST as it is",
            wire -> {
              wire.expect(200, "TYPE I");
              wire.expect(350, "REST 6");
              wire.expect(213, "SIZE f.txt");
              wire.expect(200, "TYPE I");
              wire.inStep();
              assertThat(wire.listing("RETR f.txt")).isEqualTo("line2\n");
            }),
        session(
            "G-015.1",
            "REST without a number is 501",
            wire -> {
              for (String offset : List.of("", " -1", " abc", " 1.5", " 0x10", " 1 2")) {
                wire.expect(501, "REST" + offset);
              }
              wire.expect(501, "REST 99999999999999999999");
            }),
        session(
            "G-011",
            "REST is good for one transfer",
            wire -> {
              restarted(wire, 6, "line2\n");
              assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.TEXT);
            }),
        session(
            "G-011.1",
            "a refused RETR uses REST up as well",
            wire -> {
              wire.expect(200, "TYPE I");
              wire.expect(350, "REST 6");
              wire.pasv();
              wire.expect(550, "RETR nope");
              assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.TEXT);
            }),
        session(
            "G-011.2",
            "a listing is not restarted, and uses REST up",
            wire -> {
              wire.expect(200, "TYPE I");
              String all = wire.listing("NLST");
              wire.expect(350, "REST 6");
              assertThat(wire.listing("NLST")).isEqualTo(all);
              assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.TEXT);
            }),
        session(
            "G-011.3",
            "of two RESTs the last counts",
            wire -> {
              wire.expect(350, "REST 3");
              restarted(wire, 6, "line2\n");
            }),
        session(
            "G-013",
            "REST 0 is 350 in every TYPE",
            wire -> {
              for (String type : List.of("TYPE A", "TYPE I", "TYPE L 8")) {
                wire.expect(200, type);
                wire.expect(350, "REST 0");
              }
              assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.TEXT);
            }),
        session("G-015", "REST 5 is 350 in TYPE A", wire -> wire.expect(350, "REST 5")),
        session(
            "G-016",
            "in TYPE A the offset counts what goes over the wire",
            wire -> {
              wire.expect(350, "REST 7");
              assertThat(wire.listing("RETR f.txt")).isEqualTo("line2\r\n");
            }),
        session(
            "G-016.1",
            "in TYPE A an offset between CR and LF leaves the LF",
            wire -> {
              wire.expect(350, "REST 6");
              assertThat(wire.listing("RETR f.txt")).isEqualTo("\nline2\r\n");
              wire.expect(350, "REST 14");
              assertThat(wire.listing("RETR f.txt")).isEmpty();
            }),
        session("G-016.2", "in TYPE A an offset beyond the end is 554", DownloadCases::beyondText),
        session(
            "G-017",
            "REST takes offsets of 64 bits",
            wire -> {
              wire.expect(200, "TYPE I");
              for (long offset : new long[] {1L << 31, 1L << 32, 1_000_000_000_000_000L}) {
                wire.expect(350, "REST " + offset);
                wire.pasv();
                wire.expect(554, "RETR f.txt");
              }
            }));
  }

  private static void restarted(Wire wire, long offset, String rest) throws IOException {
    wire.expect(200, "TYPE I");
    wire.expect(350, "REST " + offset);
    assertThat(wire.listing("RETR f.txt")).isEqualTo(rest);
  }

  private static void bothOrders(Wire wire) throws IOException {
    restarted(wire, 6, "line2\n");
    try (DataConnection data = wire.passive()) {
      wire.expect(350, "REST 6");
      wire.expect(150, "RETR f.txt");
      assertThat(data.text()).isEqualTo("line2\n");
      wire.expect(226);
    }
  }

  /** How long the text is comes out only as it is sent, so the 150 is said already. */
  private static void beyondText(Wire wire) throws IOException {
    wire.expect(350, "REST 15");
    try (DataConnection data = wire.passive()) {
      wire.expect(150, "RETR f.txt");
      data.expectEnd();
      wire.expect(554);
    }
    wire.inStep();
  }
}
