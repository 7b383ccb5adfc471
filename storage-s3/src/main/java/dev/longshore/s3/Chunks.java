package dev.longshore.s3;

import java.util.ArrayList;
import java.util.List;

/**
 * The memory of one part, from its first byte until S3 has it. Filled by its upload's thread, then
 * read by the thread that sends it; the counts belong to the {@link MemoryBudget} and its lock.
 */
final class Chunks {
  final List<byte[]> arrays = new ArrayList<>();
  int count;
  int lent;
  boolean finisher;

  /** Empties it, so that giving it back twice is harmless. */
  List<byte[]> surrender() {
    List<byte[]> given = List.copyOf(arrays);
    arrays.clear();
    count = 0;
    lent = 0;
    finisher = false;
    return given;
  }
}
