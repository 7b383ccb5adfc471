package dev.longshore.it.conformance;

import java.util.List;

/** Active mode: PORT and EPRT (RFC 959, RFC 2428, RFC 2577). */
final class ActiveCases {
  private ActiveCases() {}

  static List<Case> cases() {
    return List.of();
  }
}
