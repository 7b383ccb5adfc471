package dev.longshore.ftp.listing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Reads one pattern, going over it once; for {@link Glob}. */
final class GlobParser {
  private final String pattern;
  private final List<GlobToken> tokens = new ArrayList<>();
  private int at;

  /** Where one bracket is not closed, none behind it is. */
  private boolean bracketsClose = true;

  GlobParser(String pattern) {
    this.pattern = pattern;
  }

  List<GlobToken> tokens() {
    while (at < pattern.length()) {
      switch (pattern.charAt(at)) {
        case '*' -> star();
        case '?' -> add(new GlobToken.Any());
        case '[' -> bracket();
        default -> add(new GlobToken.Literal(character()));
      }
    }
    return List.copyOf(tokens);
  }

  private void add(GlobToken token) {
    tokens.add(token);
    at++;
  }

  private void star() {
    if (tokens.isEmpty() || !(tokens.getLast() instanceof GlobToken.Star)) {
      tokens.add(new GlobToken.Star());
    }
    at++;
  }

  /** The character here, or the one that a backslash here quotes; then it is there. */
  private char character() {
    if (pattern.charAt(at) == '\\' && at + 1 < pattern.length()) {
      at++;
    }
    return pattern.charAt(at);
  }

  /** A class, whose first member may be a closing bracket; a bracket that nothing closes is one. */
  private void bracket() {
    int open = at++;
    boolean negated = at < pattern.length() && "!^".indexOf(pattern.charAt(at)) >= 0;
    if (negated) {
      at++;
    }
    BitSet members = new BitSet();
    while (bracketsClose && at < pattern.length()) {
      if (pattern.charAt(at) == ']' && at > open + 1) {
        add(new GlobToken.OneOf(bounds(members), negated));
        return;
      }
      member(members);
    }
    bracketsClose = false;
    at = open;
    add(new GlobToken.Literal('['));
  }

  /** One character, or a range of them. */
  private void member(BitSet members) {
    char low = character();
    char high = low;
    at++;
    boolean range =
        at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']';
    if (range) {
      at++;
      high = character();
      at++;
    }
    if (low <= high) {
      members.set(low, high + 1);
    }
  }

  private static int[] bounds(BitSet members) {
    List<Integer> bounds = new ArrayList<>();
    for (int low = members.nextSetBit(0); low >= 0; ) {
      int end = members.nextClearBit(low);
      bounds.add(low);
      bounds.add(end);
      low = members.nextSetBit(end);
    }
    return bounds.stream().mapToInt(Integer::intValue).toArray();
  }
}
