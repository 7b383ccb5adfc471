package dev.longshore.ftp.transfer;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes have moved: counted by one thread, asked by any. */
public final class Progress {
  private final OptionalLong size;
  private final AtomicLong bytes = new AtomicLong();

  /**
   * @param size how many there will be, where that is known
   */
  public Progress(OptionalLong size) {
    this.size = size;
  }

  public OptionalLong size() {
    return size;
  }

  public long bytes() {
    return bytes.get();
  }

  /** What has moved so far was not the client's. */
  void forget() {
    bytes.set(0);
  }

  /** Counts what is read. */
  public InputStream counting(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = in.read(buffer, offset, length);
        bytes.addAndGet(Math.max(0, n));
        return n;
      }
    };
  }

  /** Counts what is written. */
  public OutputStream counting(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] buffer, int offset, int length) throws IOException {
        out.write(buffer, offset, length);
        bytes.addAndGet(length);
      }
    };
  }
}
