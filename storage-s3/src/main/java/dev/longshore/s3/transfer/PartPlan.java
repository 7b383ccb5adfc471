package dev.longshore.s3.transfer;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.call.ProviderProfile;
import dev.longshore.s3.call.ProviderProfile.Trait;
import dev.longshore.s3.memory.MemoryBudget;

/**
 * How large the parts of an upload are and how many there may be: the one place that decides it.
 *
 * @param partBytes a whole part, in bytes; a multiple of {@link MemoryBudget#CHUNK}
 * @param smallestBytes from how many bytes on a part may be cut when memory is short
 * @param mostParts what the store allows
 * @param inFlight how many parts of one upload are sent at once
 * @param uniform whether all parts but the last must have one size
 * @param copies whether the store makes parts of an object that it has
 */
public record PartPlan(
    int partBytes,
    int smallestBytes,
    int mostParts,
    int inFlight,
    boolean uniform,
    boolean copies) {
  private static final int PART = 8 << 20;
  private static final int IN_FLIGHT = 2;

  public static PartPlan of(ProviderProfile profile) {
    ProviderProfile.Limits limits = profile.limits();
    boolean uniform = profile.has(Trait.UNIFORM_PARTS);
    int least = wholeChunks(limits.minPartBytes());
    int whole = Math.max(PART, least);
    return new PartPlan(
        whole,
        uniform ? whole : least,
        limits.maxParts(),
        Math.min(IN_FLIGHT, limits.maxPartsInFlight()),
        uniform,
        !profile.has(Trait.NO_PART_COPY));
  }

  /** How many bytes the part of this number, from 1 on, shall have before it is cut. */
  int bytesOf(int number) throws StorageException {
    requireRoomFor(number);
    return partBytes;
  }

  void requireRoomFor(int number) throws StorageException {
    if (number > mostParts) {
      throw new StorageException(
          Kind.QUOTA_EXCEEDED,
          "the file is larger than %d parts of %d MiB, the most this store takes in one upload"
              .formatted(mostParts, partBytes >> 20));
    }
  }

  private static int wholeChunks(long bytes) {
    return Math.toIntExact(Math.ceilDiv(bytes, (long) MemoryBudget.CHUNK) * MemoryBudget.CHUNK);
  }
}
