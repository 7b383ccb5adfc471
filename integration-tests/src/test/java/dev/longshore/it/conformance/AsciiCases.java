package dev.longshore.it.conformance;

import java.util.List;

/** TYPE A: line ends on the wire and in the store (RFC 959 section 3.1.1). */
final class AsciiCases {
  private AsciiCases() {}

  static List<Case> cases() {
    return List.of();
  }
}
