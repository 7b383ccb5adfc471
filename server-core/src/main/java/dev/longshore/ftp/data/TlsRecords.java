package dev.longshore.ftp.data;

/**
 * Whether a stream of TLS records that goes by has come to the end of one (RFC 8446 section 5.1): a
 * stream that ends anywhere else was cut off, whoever says what.
 */
final class TlsRecords {
  private static final int HEADER = 5;
  private static final int BEFORE_LENGTH = 3;

  private int header;
  private int length;
  private int left;

  void pass(byte[] bytes, int offset, int count) {
    int end = offset + count;
    int i = offset;
    while (i < end) {
      if (left > 0) {
        int step = Math.min(left, end - i);
        left -= step;
        i += step;
      } else {
        length = header < BEFORE_LENGTH ? 0 : (length << 8) | (bytes[i] & 0xff);
        i++;
        header++;
        if (header == HEADER) {
          left = length;
          header = 0;
        }
      }
    }
  }

  /** Whether the last byte was neither the last one of a record nor missing. */
  boolean midway() {
    return left > 0 || header > 0;
  }
}
