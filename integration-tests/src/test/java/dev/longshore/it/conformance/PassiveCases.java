package dev.longshore.it.conformance;

import java.util.List;

/** Passive mode: PASV and EPSV (RFC 959, RFC 2428, RFC 2577). */
final class PassiveCases {
  private PassiveCases() {}

  static List<Case> cases() {
    return List.of();
  }
}
