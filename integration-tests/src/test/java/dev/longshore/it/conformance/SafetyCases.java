package dev.longshore.it.conformance;

import java.util.List;

/** Attacks on the server, and through it on others (RFC 2577). */
final class SafetyCases {
  private SafetyCases() {}

  static List<Case> cases() {
    return List.of();
  }
}
