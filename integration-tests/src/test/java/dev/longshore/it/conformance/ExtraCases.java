package dev.longshore.it.conformance;

import java.util.List;

/** Hashes and the commands that no RFC has. */
final class ExtraCases {
  private ExtraCases() {}

  static List<Case> cases() {
    return List.of();
  }
}
