package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;

import java.util.List;

/** The control connection: Telnet, lines, pipelining (RFC 854, RFC 959, RFC 1123). */
final class ControlCases {
  private ControlCases() {}

  static List<Case> cases() {
    return List.of(
        session(
            "A-003",
            "commands of one write are answered in order",
            wire -> {
              wire.raw("NOOP\r\nPWD\r\nTYPE I\r\n");
              wire.expect(200);
              wire.expect(257);
              wire.expect(200);
            }));
  }
}
