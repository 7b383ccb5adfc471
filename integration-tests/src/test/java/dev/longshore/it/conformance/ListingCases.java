package dev.longshore.it.conformance;

import java.util.List;

/** LIST, NLST and STAT of a path, as clients parse them. */
final class ListingCases {
  private ListingCases() {}

  static List<Case> cases() {
    return List.of();
  }
}
