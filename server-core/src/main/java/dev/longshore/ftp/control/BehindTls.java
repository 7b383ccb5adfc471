package dev.longshore.ftp.control;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What comes in the clear after TLS has ended on a connection: whole TLS records in front of it,
 * such as the client's close_notify, are left out. Read by the control connection's thread alone.
 *
 * <p>A record begins with its type, 20 to 24, two bytes of version and two of length (RFC 8446
 * section 5.1); no command begins with such a byte.
 */
final class BehindTls extends FilterInputStream {
  private static final int HEADER = 5;

  /** How many bytes of a header have come; none of it is one once clear text has begun. */
  private int header;

  private int length;
  private int toSkip;
  private boolean clear;

  BehindTls(InputStream raw) {
    super(raw);
  }

  /** Blocks until there is clear text; a timeout loses nothing of what has been skipped. */
  @Override
  public int read(byte[] buffer, int offset, int size) throws IOException {
    while (true) {
      int n = in.read(buffer, offset, size);
      if (n < 0 || clear) {
        return n;
      }
      int from = offset;
      while (from < offset + n && !isClear(buffer[from] & 0xff)) {
        from++;
      }
      int kept = offset + n - from;
      if (kept > 0) {
        System.arraycopy(buffer, from, buffer, offset, kept);
        return kept;
      }
    }
  }

  private boolean isClear(int b) {
    if (toSkip > 0) {
      toSkip--;
      return false;
    }
    if (header == 0 && (b < 20 || b > 24)) {
      clear = true;
      return true;
    }
    header++;
    if (header >= HEADER - 1) {
      length = length << 8 | b;
    }
    if (header == HEADER) {
      toSkip = length;
      length = 0;
      header = 0;
    }
    return false;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }
}
