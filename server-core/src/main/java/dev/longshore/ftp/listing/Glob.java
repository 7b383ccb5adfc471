package dev.longshore.ftp.listing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A name pattern as LIST and NLST take it: {@code *}, {@code ?}, {@code [a-z]}, and a backslash in
 * front of a character that stands for itself. Used by one thread.
 *
 * <p>Compiled once, by {@link GlobParser}. A name is matched in one go: a set of bits tells how
 * many characters of the pattern the name may have used up so far, so that no pattern makes work by
 * its form, as going back to the last star does.
 */
public final class Glob {
  /** Characters of names whose sets are kept; names have few different ones. */
  private static final int MOST_KEPT = 1024;

  private final List<GlobToken> characters = new ArrayList<>();

  /** Where a star stands in front of that character, or at the end. */
  private final long[] stars;

  /** Which characters of the pattern stand for one of a name. */
  private final Map<Character, long[]> standing = new HashMap<>();

  private Glob(List<GlobToken> tokens) {
    this.stars = new long[tokens.size() / Long.SIZE + 1];
    for (GlobToken token : tokens) {
      if (token instanceof GlobToken.Star) {
        set(stars, characters.size());
      } else {
        characters.add(token);
      }
    }
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
    if (name.length() < characters.size()) {
      return false;
    }
    long[] used = new long[stars.length];
    set(used, 0);
    for (int i = 0; i < name.length(); i++) {
      if (!advance(used, standingFor(name.charAt(i)))) {
        return false;
      }
    }
    int all = characters.size();
    return (used[all / Long.SIZE] & (1L << all)) != 0;
  }

  /** Takes one more character of the name; false if the pattern has no use for it. */
  private boolean advance(long[] used, long[] standing) {
    long carry = 0;
    long any = 0;
    for (int word = 0; word < used.length; word++) {
      long matched = used[word] & standing[word];
      used[word] = (matched << 1) | carry | (used[word] & stars[word]);
      carry = matched >>> (Long.SIZE - 1);
      any |= used[word];
    }
    return any != 0;
  }

  private long[] standingFor(char c) {
    if (standing.size() == MOST_KEPT) {
      standing.clear();
    }
    return standing.computeIfAbsent(c, this::computed);
  }

  private long[] computed(char c) {
    long[] set = new long[stars.length];
    for (int i = 0; i < characters.size(); i++) {
      if (characters.get(i).matches(c)) {
        set(set, i);
      }
    }
    return set;
  }

  private static void set(long[] bits, int index) {
    bits[index / Long.SIZE] |= 1L << index;
  }
}
