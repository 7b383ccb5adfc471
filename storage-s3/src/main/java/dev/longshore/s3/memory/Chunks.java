package dev.longshore.s3.memory;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory of one part, from its first byte until S3 has it. Given its chunks under the budget's
 * lock, filled by its upload's thread, then read by the thread that sends it.
 */
public final class Chunks {
  private final List<byte[]> arrays = new ArrayList<>();

  Chunks() {}

  void add(byte[] chunk) {
    arrays.add(chunk);
  }

  byte[] last() {
    return arrays.getLast();
  }

  /** Empties it. */
  List<byte[]> surrender() {
    List<byte[]> given = List.copyOf(arrays);
    arrays.clear();
    return given;
  }

  /** Its first bytes from the start, afresh for each attempt to send them. */
  public InputStream open(long length) {
    return new ChunkStream(arrays, length);
  }
}
