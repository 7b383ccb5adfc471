package dev.longshore.s3.memory;

/**
 * What one part holds of the budget, in chunks.
 *
 * @param user whose upload it is of
 * @param chunks all of them
 * @param lent how many of these are of the reserve
 * @param small how many are of what is kept for small files
 * @param finisher whether it may draw on the reserve until it is whole
 */
record Holding(String user, int chunks, int lent, int small, boolean finisher) {

  static Holding none(String user) {
    return new Holding(user, 0, 0, 0, false);
  }

  /** The same with one more chunk. */
  Holding plus(Pot pot) {
    return new Holding(
        user,
        chunks + 1,
        pot == Pot.RESERVE ? lent + 1 : lent,
        pot == Pot.SMALL ? small + 1 : small,
        finisher || pot == Pot.RESERVE);
  }
}
