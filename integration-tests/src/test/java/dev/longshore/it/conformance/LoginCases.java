package dev.longshore.it.conformance;

import java.util.List;

/** Login and the life of a session (RFC 959 section 4.1.1). */
final class LoginCases {
  private LoginCases() {}

  static List<Case> cases() {
    return List.of();
  }
}
