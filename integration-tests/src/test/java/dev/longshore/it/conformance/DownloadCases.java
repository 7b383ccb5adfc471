package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static org.assertj.core.api.Assertions.assertThat;

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
            }));
  }
}
