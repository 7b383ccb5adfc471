package dev.longshore.it.conformance;

import java.util.List;

/** MLST and MLSD (RFC 3659 section 7). */
final class FactCases {
  private FactCases() {}

  static List<Case> cases() {
    return List.of();
  }
}
