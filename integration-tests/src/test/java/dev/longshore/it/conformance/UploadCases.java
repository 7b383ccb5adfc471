package dev.longshore.it.conformance;

import java.util.List;

/** STOR, APPE and STOU (RFC 959, RFC 1123 section 4.1.2). */
final class UploadCases {
  private UploadCases() {}

  static List<Case> cases() {
    return List.of();
  }
}
