package dev.longshore.it.conformance;

import java.util.List;

/** What is answered while a transfer runs: ABOR, STAT, NOOP and the rest (RFC 959, RFC 1123). */
final class DuringTransferCases {
  private DuringTransferCases() {}

  static List<Case> cases() {
    return List.of();
  }
}
