package dev.longshore.ftp.listing;

/**
 * A name pattern as LIST and NLST take it: {@code *}, {@code ?} and {@code [a-z]}. Matching takes
 * time in proportion to name and pattern, however the stars stand.
 *
 * @param pattern without slashes
 */
public record Glob(String pattern) {

  /** Whether a text has anything in it that is special to a pattern. */
  public static boolean isPattern(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
  }

  /** Whether it matches a whole name. */
  public boolean matches(String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int starName = 0;
    while (n < name.length()) {
      int after = p < pattern.length() ? step(p, name.charAt(n)) : -1;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        starName = n;
      } else if (after >= 0) {
        p = after;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++starName;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /**
   * Where the pattern goes on if what stands at {@code p} matches a character; -1 if it does not.
   */
  private int step(int p, char c) {
    char special = pattern.charAt(p);
    int close = special == '[' ? pattern.indexOf(']', p + 2) : -1;
    if (close > 0) {
      return inClass(pattern.substring(p + 1, close), c) ? close + 1 : -1;
    }
    return special == '?' || special == c ? p + 1 : -1;
  }

  private static boolean inClass(String members, char c) {
    boolean negated = members.startsWith("!") || members.startsWith("^");
    boolean found = false;
    for (int i = negated ? 1 : 0; i < members.length(); i++) {
      char low = members.charAt(i);
      boolean range = i + 2 < members.length() && members.charAt(i + 1) == '-';
      char high = range ? members.charAt(i + 2) : low;
      found |= low <= c && c <= high;
      i += range ? 2 : 0;
    }
    return found != negated;
  }
}
