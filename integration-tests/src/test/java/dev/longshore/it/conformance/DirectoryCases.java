package dev.longshore.it.conformance;

import java.util.List;

/** Directories, renames and deletions (RFC 959 section 4.1.3). */
final class DirectoryCases {
  private DirectoryCases() {}

  static List<Case> cases() {
    return List.of();
  }
}
