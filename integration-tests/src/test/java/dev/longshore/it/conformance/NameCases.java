package dev.longshore.it.conformance;

import java.util.List;

/** Names of files: what they may hold and how they go over the wire (RFC 2640). */
final class NameCases {
  private NameCases() {}

  static List<Case> cases() {
    return List.of();
  }
}
