package dev.longshore.it.conformance;

import java.util.List;

/** FEAT, OPTS, HELP and SITE (RFC 2389, RFC 3659). */
final class FeatureCases {
  private FeatureCases() {}

  static List<Case> cases() {
    return List.of();
  }
}
