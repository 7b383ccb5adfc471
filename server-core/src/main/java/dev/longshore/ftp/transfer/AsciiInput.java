package dev.longshore.ftp.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * TYPE A from the client: CR LF becomes LF, which is how lines end in objects; a lone CR or LF is
 * kept.
 */
final class AsciiInput extends FilterInputStream {
  private final byte[] raw = new byte[8 * 1024];
  private int position;
  private int end;
  private boolean heldReturn;

  AsciiInput(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = 0;
    while (n < length) {
      if (position == end) {
        if (n > 0) {
          return n;
        }
        position = 0;
        end = Math.max(0, in.read(raw, 0, raw.length));
        if (end == 0) {
          return lastReturn(buffer, offset);
        }
      }
      byte b = raw[position];
      if (heldReturn) {
        heldReturn = false;
        if (b != '\n') {
          buffer[offset + n++] = '\r';
          continue;
        }
      }
      position++;
      if (b == '\r') {
        heldReturn = true;
      } else {
        buffer[offset + n++] = b;
      }
    }
    return n;
  }

  /** A CR at the very end is content. */
  private int lastReturn(byte[] buffer, int offset) {
    if (!heldReturn) {
      return -1;
    }
    heldReturn = false;
    buffer[offset] = '\r';
    return 1;
  }
}
