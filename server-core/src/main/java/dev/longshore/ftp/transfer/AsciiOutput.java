package dev.longshore.ftp.transfer;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * TYPE A towards the client: each line end becomes CR LF (RFC 959 section 3.1.1.1). A line that
 * ends with CR LF already is left as it is.
 */
public final class AsciiOutput extends FilterOutputStream {
  private final byte[] buffer = new byte[16 * 1024];
  private int filled;
  private boolean afterReturn;
  private long toSkip;

  /**
   * Writes to {@code out}, from an offset on.
   *
   * @param skip how many converted bytes are left out in front: a restart offset counts what goes
   *     over the wire (RFC 3659 section 5.1)
   */
  public AsciiOutput(OutputStream out, long skip) {
    super(out);
    this.toSkip = skip;
  }

  @Override
  public void write(int b) throws IOException {
    if (b == '\n' && !afterReturn) {
      put((byte) '\r');
    }
    put((byte) b);
    afterReturn = b == '\r';
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  private void put(byte b) throws IOException {
    if (toSkip > 0) {
      toSkip--;
      return;
    }
    if (filled == buffer.length) {
      drain();
    }
    buffer[filled++] = b;
  }

  private void drain() throws IOException {
    out.write(buffer, 0, filled);
    filled = 0;
  }

  /** How many bytes of the offset the content was too short for. */
  public long unskipped() {
    return toSkip;
  }

  @Override
  public void flush() throws IOException {
    drain();
    super.flush();
  }
}
