package dev.longshore.ftp.storage;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** An open file of a {@link MemoryStorage}: the bytes that were there when it was opened. */
final class MemoryDownload implements Download {
  private final long size;
  private final InputStream content;

  MemoryDownload(byte[] bytes, long offset) {
    int from = Math.toIntExact(offset);
    this.size = bytes.length;
    this.content = new ByteArrayInputStream(bytes, from, bytes.length - from);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public InputStream content() {
    return content;
  }

  @Override
  public void close() {}
}
