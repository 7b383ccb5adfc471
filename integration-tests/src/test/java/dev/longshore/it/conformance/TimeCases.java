package dev.longshore.it.conformance;

import java.util.List;

/** SIZE, MDTM, MFMT, MFF and their like (RFC 3659 sections 3 and 4). */
final class TimeCases {
  private TimeCases() {}

  static List<Case> cases() {
    return List.of();
  }
}
