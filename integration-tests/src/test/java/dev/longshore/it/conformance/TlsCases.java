package dev.longshore.it.conformance;

import java.util.List;

/** TLS (RFC 2228, RFC 4217). */
final class TlsCases {
  private TlsCases() {}

  static List<Case> cases() {
    return List.of();
  }
}
