package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * The form of every reply (RFC 959 section 4.2). What holds for each reply of the whole suite is
 * looked at where replies are read.
 */
final class WireCases {
  private WireCases() {}

  static List<Case> cases() {
    return List.of(
        session(
            "W-17",
            "the reply of NOOP has the word NOOP in it",
            wire -> assertThat(wire.expect(200, "NOOP").words()).contains("NOOP")));
  }
}
