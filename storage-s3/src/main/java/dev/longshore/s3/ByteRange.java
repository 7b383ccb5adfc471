package dev.longshore.s3;

/**
 * Some bytes of an object.
 *
 * @param first counted from 0
 * @param last the last one, included; {@link Long#MAX_VALUE} for all that follow
 */
record ByteRange(long first, long last) {

  static ByteRange from(long first) {
    return new ByteRange(first, Long.MAX_VALUE);
  }

  /** As the header Range says it. */
  String header() {
    return "bytes=" + first + "-" + (last == Long.MAX_VALUE ? "" : last);
  }
}
