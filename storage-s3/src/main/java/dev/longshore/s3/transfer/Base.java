package dev.longshore.s3.transfer;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.storage.StoreOptions;
import dev.longshore.s3.call.ByteRange;
import dev.longshore.s3.call.Condition;
import dev.longshore.s3.call.ObjectHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of the old object stays in front of an upload's content, and what must still be true of it
 * when the new one becomes visible.
 *
 * @param old the object that bytes are kept of; empty if none are
 * @param kept how many of its first bytes stay
 * @param condition checked by the store as it publishes
 */
record Base(Optional<ObjectHead> old, long kept, Condition condition) {

  /** How much one UploadPartCopy takes where parts need not be uniform. */
  private static final long COPY_BYTES = 512L << 20;

  /** More than this is not sent through the gateway only to append to it. */
  private static final long MOST_REWRITTEN = 1L << 30;

  private static final Base NOTHING = new Base(Optional.empty(), 0, Condition.none());
  private static final Base ABSENT = new Base(Optional.empty(), 0, Condition.absent());

  /** Decides by what is there, before any content is read. */
  static Base of(StoreOptions options, Optional<ObjectHead> there) throws StorageException {
    return switch (options.mode()) {
      case REPLACE -> NOTHING;
      case CREATE -> {
        if (there.isPresent()) {
          throw new StorageException(Kind.ALREADY_EXISTS, "it is there already");
        }
        yield ABSENT;
      }
      case APPEND -> there.map(head -> keeping(head, head.size())).orElse(ABSENT);
      case FROM_OFFSET -> {
        if (options.offset() == 0) {
          yield NOTHING;
        }
        long size = there.map(ObjectHead::size).orElse(0L);
        if (options.offset() > size) {
          throw new StorageException(
              Kind.OUT_OF_RANGE, "offset " + options.offset() + " of a file of " + size);
        }
        yield there.map(head -> keeping(head, options.offset())).orElse(ABSENT);
      }
    };
  }

  private static Base keeping(ObjectHead head, long kept) {
    return new Base(Optional.of(head), kept, head.version());
  }

  /**
   * The ranges that the store copies by itself; what is left of {@link #kept()} behind them is read
   * back and sent with the first new part.
   */
  List<ByteRange> copied(PartPlan plan) {
    List<ByteRange> ranges = new ArrayList<>();
    if (!plan.copies() || kept < plan.smallestBytes()) {
      return ranges;
    }
    if (plan.uniform()) {
      for (long from = 0; from + plan.partBytes() <= kept; from += plan.partBytes()) {
        ranges.add(new ByteRange(from, from + plan.partBytes() - 1));
      }
      return ranges;
    }
    long count = Math.ceilDiv(kept, COPY_BYTES);
    for (long i = 0; i < count; i++) {
      ranges.add(new ByteRange(kept * i / count, kept * (i + 1) / count - 1));
    }
    return ranges;
  }

  /** How many of the bytes in {@link #copied} there are. */
  private static long end(List<ByteRange> copied) {
    return copied.isEmpty() ? 0 : copied.getLast().last() + 1;
  }

  /** What is kept and not copied; empty if nothing is. */
  Optional<ByteRange> rest(PartPlan plan) throws StorageException {
    long from = end(copied(plan));
    if (kept - from > MOST_REWRITTEN) {
      throw new StorageException(
          Kind.UNSUPPORTED, "this store can not extend a file of " + kept + " bytes in place");
    }
    return from == kept ? Optional.empty() : Optional.of(new ByteRange(from, kept - 1));
  }
}
