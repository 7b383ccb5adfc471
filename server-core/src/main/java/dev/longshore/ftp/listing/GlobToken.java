package dev.longshore.ftp.listing;

import java.util.Arrays;

/** What stands in a {@link Glob} for one character, or for any number of them. */
sealed interface GlobToken {

  /** Whether it stands for this one character. */
  boolean matches(char c);

  /** Any number of characters, which {@link Glob} sees to. */
  record Star() implements GlobToken {
    @Override
    public boolean matches(char c) {
      return false;
    }
  }

  record Any() implements GlobToken {
    @Override
    public boolean matches(char c) {
      return true;
    }
  }

  record Literal(char wanted) implements GlobToken {
    @Override
    public boolean matches(char c) {
      return wanted == c;
    }
  }

  /** One of a class, or one that is not of it. */
  final class OneOf implements GlobToken {
    /** Where ranges begin and, behind their last one, end, by turns and in order. */
    private final int[] bounds;

    private final boolean negated;

    OneOf(int[] bounds, boolean negated) {
      this.bounds = bounds;
      this.negated = negated;
    }

    @Override
    public boolean matches(char c) {
      int at = Arrays.binarySearch(bounds, c);
      boolean within = at >= 0 ? at % 2 == 0 : (-at - 1) % 2 == 1;
      return within != negated;
    }
  }
}
