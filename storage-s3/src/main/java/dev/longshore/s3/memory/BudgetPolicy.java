package dev.longshore.s3.memory;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who may have a chunk of the budget: what is held goes in, the decision comes out. It knows no
 * threads and no time. All counts are of chunks.
 *
 * <p>A reserve is kept back from ordinary requests. When memory is short a part that waits becomes
 * a finisher: it may draw on the reserve until it is whole and is sent. The reserve is enough for
 * all finishers that there may be, so one part or another always moves, and comes back.
 *
 * @param mostUploads how many uploads the bytes that are set apart for staging admit
 * @param total all chunks
 * @param smallestPart from where on a part may be cut when memory is short
 * @param mostFinishers how many parts may draw on the reserve at once
 * @param mostFinishersOfUser how many of one user: half, so that another one's are not kept waiting
 *     by him alone; where there is but one, that one
 * @param reserve what all finishers together need at most
 * @param small kept for the first chunk of those who hold nothing, so that small files pass
 * @param mostForReaders what may be used to read ahead
 */
record BudgetPolicy(
    int mostUploads,
    int total,
    int smallestPart,
    int mostFinishers,
    int mostFinishersOfUser,
    int reserve,
    int small,
    int mostForReaders) {
  /** One part of so many of the budget is set apart for staging, and so limits how many upload. */
  private static final int STAGING_SHARE = 8;

  private static final int SMALL_SHARE = 16;
  private static final int MOST_SMALL = 64;
  private static final int MOST_FINISHERS = 32;

  /** The divisor of a budget that is divided between parts, one of which is kept back. */
  private static final long PARTS_PER_FINISHER = 6;

  private static final double READERS_SHARE = 0.4;

  /**
   * @param bytes the whole budget
   * @param smallestPartBytes from how many bytes on a part may be cut when memory is short
   * @throws IllegalArgumentException when that is not enough for two of the smallest parts and what
   *     is kept for small files
   */
  static BudgetPolicy of(long bytes, int smallestPartBytes) {
    long staging = bytes / STAGING_SHARE;
    int smallestPart = Math.ceilDiv(smallestPartBytes, MemoryBudget.CHUNK);
    int total = Math.toIntExact((bytes - staging) / MemoryBudget.CHUNK);
    int small = Math.clamp(total / SMALL_SHARE, 1, MOST_SMALL);
    if (total < 2 * smallestPart + small) {
      throw new IllegalArgumentException(
          "a memory budget of "
              + bytes
              + " bytes holds less than two parts of "
              + smallestPartBytes);
    }
    int finishers = Math.clamp(bytes / (PARTS_PER_FINISHER * smallestPartBytes), 1, MOST_FINISHERS);
    return new BudgetPolicy(
        Math.toIntExact(staging / MemoryBudget.STAGING),
        total,
        smallestPart,
        finishers,
        Math.ceilDiv(finishers, 2),
        finishers * smallestPart,
        small,
        (int) (total * READERS_SHARE));
  }

  /** One that has waited gets a chunk. */
  record Turn<W>(W who, Pot pot) {}

  /**
   * Whether a part that asks for a chunk more is sent instead, for memory is short and it is large
   * enough.
   *
   * @param othersWait whether any part waits
   */
  boolean shallBeSent(Ledger now, Holding part, boolean othersWait) {
    return part.chunks() >= smallestPart && !isSpareAtOnce(now, part, othersWait);
  }

  /** What a part has a chunk of that asks for one; empty where it waits for its turn. */
  Optional<Pot> ask(Ledger now, Holding part, boolean othersWait) {
    if (isSpareAtOnce(now, part, othersWait)) {
      return Optional.of(Pot.SPARE);
    }
    return part.finisher() ? Optional.of(Pot.RESERVE) : ofSmall(now, part);
  }

  /** Finishers leave to others what is spare, for these have nothing else. */
  private boolean isSpareAtOnce(Ledger now, Holding part, boolean othersWait) {
    return !othersWait && !part.finisher() && isSpareFor(now, part);
  }

  /**
   * Who of those that wait, in the order of their arrival, has the next chunk; empty where nobody
   * can have one now. Last are those of users who hold more than their share and have a finisher,
   * so that one part of theirs moves and gives back. Of the others first is the part that lacks
   * least to be whole: it is sent soonest, and then is one that holds nothing. So memory is not
   * spread over parts none of which can be sent. A chunk that was had without a wait moves nobody
   * forward.
   */
  <W> Optional<Turn<W>> next(Ledger now, Collection<W> waiting, Function<W, Holding> parts) {
    if (!hasAny(now)) {
      return Optional.empty();
    }
    return waiting.stream()
        .filter(who -> pot(now, parts.apply(who)).isPresent())
        .min(
            Comparator.comparing((W who) -> hasEnough(now, parts.apply(who).user()))
                .thenComparingInt(who -> parts.apply(who).small() - parts.apply(who).chunks()))
        .flatMap(who -> pot(now, parts.apply(who)).map(pot -> new Turn<>(who, pot)));
  }

  /** Whether there is anything to give. */
  private boolean hasAny(Ledger now) {
    return now.finishers() < mostFinishers || now.small() < small || isSpare(now, 1);
  }

  /** One part is nobody too much. */
  private boolean hasEnough(Ledger now, String user) {
    int share = (total - reserve - small) / Math.max(1, now.users());
    Ledger.Share has = now.of(user);
    return has.finishers() > 0 && has.chunks() > Math.max(smallestPart, share);
  }

  private Optional<Pot> pot(Ledger now, Holding part) {
    if (isSpareFor(now, part)) {
      return Optional.of(Pot.SPARE);
    }
    return mayFinish(now, part) ? Optional.of(Pot.RESERVE) : ofSmall(now, part);
  }

  /** Whether readers may have so many; they never wait. */
  boolean mayRead(Ledger now, int chunks, boolean othersWait) {
    return !othersWait && isSpare(now, chunks) && now.readers() + chunks <= mostForReaders;
  }

  /** Whether a part was finished from the reserve, so that others wait for what it holds. */
  boolean isWhole(Holding part) {
    return part.finisher() && part.chunks() >= smallestPart;
  }

  /** Parts begin only in one half of the memory, so that those that have begun can grow. */
  private boolean isSpareFor(Ledger now, Holding part) {
    return isSpare(now, part.chunks() > 0 ? 1 : 1 + (total - reserve - small) / 2);
  }

  private boolean isSpare(Ledger now, int chunks) {
    return now.free() - chunks >= reserve - now.lent() + small - now.small();
  }

  private boolean mayFinish(Ledger now, Holding part) {
    return now.finishers() < mostFinishers && now.of(part.user()).finishers() < mostFinishersOfUser;
  }

  private Optional<Pot> ofSmall(Ledger now, Holding part) {
    boolean holdsNothing = now.of(part.user()).chunks() == 0;
    return holdsNothing && now.small() < small ? Optional.of(Pot.SMALL) : Optional.empty();
  }
}
