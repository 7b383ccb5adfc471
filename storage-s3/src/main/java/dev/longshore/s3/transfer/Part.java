package dev.longshore.s3.transfer;

import dev.longshore.s3.call.Body;
import dev.longshore.s3.memory.Chunks;
import dev.longshore.s3.memory.UploadMemory;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * A part of an upload, or a small file as a whole, that is kept until S3 has it; it can be sent
 * again.
 *
 * @param number its place, from 1 on
 * @param length its bytes
 * @param crc the CRC32C of its bytes
 * @param chunks where they are
 * @param memory whom they are given back to
 */
record Part(int number, long length, long crc, Chunks chunks, UploadMemory memory)
    implements Body, AutoCloseable {

  /** As the header {@code x-amz-checksum-crc32c} wants it. */
  String crc32c() {
    byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc).array();
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public InputStream open() {
    return chunks.open(length);
  }

  /** Gives its memory back. */
  @Override
  public void close() {
    memory.release(chunks);
  }
}
