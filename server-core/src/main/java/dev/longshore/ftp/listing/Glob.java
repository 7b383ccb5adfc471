package dev.longshore.ftp.listing;

import java.util.List;

/**
 * A name pattern as LIST and NLST take it: {@code *}, {@code ?}, {@code [a-z]}, and a backslash in
 * front of a character that stands for itself. Compiled once by {@link GlobParser}; to match takes
 * time in proportion to the name's length squared at most, whatever a client sends. Immutable.
 */
public final class Glob {
  private final List<GlobToken> tokens;
  private final long shortest;

  private Glob(List<GlobToken> tokens) {
    this.tokens = tokens;
    this.shortest = tokens.stream().filter(token -> !(token instanceof GlobToken.Star)).count();
  }

  /** Whether a text has anything in it that is special to a pattern. */
  public static boolean isPattern(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
  }

  /**
   * Reads a pattern.
   *
   * @param pattern without slashes
   */
  public static Glob of(String pattern) {
    return new Glob(new GlobParser(pattern).tokens());
  }

  /** Whether it matches a whole name. */
  public boolean matches(String name) {
    if (name.length() < shortest) {
      return false;
    }
    int t = 0;
    int n = 0;
    int star = -1;
    int starName = 0;
    while (n < name.length()) {
      if (t < tokens.size() && tokens.get(t) instanceof GlobToken.Star) {
        star = t++;
        starName = n;
      } else if (t < tokens.size() && tokens.get(t).matches(name.charAt(n))) {
        t++;
        n++;
      } else if (star >= 0) {
        t = star + 1;
        n = ++starName;
      } else {
        return false;
      }
    }
    // Two stars never stand side by side.
    return t == tokens.size()
        || (t == tokens.size() - 1 && tokens.get(t) instanceof GlobToken.Star);
  }
}
