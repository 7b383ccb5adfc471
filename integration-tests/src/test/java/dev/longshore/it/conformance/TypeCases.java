package dev.longshore.it.conformance;

import java.util.List;

/** TYPE, STRU, MODE and ALLO (RFC 959 sections 3.1 and 4.1.3). */
final class TypeCases {
  private TypeCases() {}

  static List<Case> cases() {
    return List.of();
  }
}
