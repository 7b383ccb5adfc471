package dev.longshore.s3.call;

import java.util.Optional;

/**
 * Some bytes of an object.
 *
 * @param first counted from 0
 * @param last the last one, included; {@link Long#MAX_VALUE} for all that follow
 */
public record ByteRange(long first, long last) {

  public static ByteRange from(long first) {
    return new ByteRange(first, Long.MAX_VALUE);
  }

  /**
   * Whether an answer begins where it was asked to: a store that knows no ranges answers with the
   * whole, and its bytes would be taken for others.
   *
   * @param contentRange the header of the answer, which one with the whole has not
   */
  boolean isBegunBy(Optional<String> contentRange) {
    return contentRange.map(text -> text.startsWith("bytes " + first + "-")).orElse(first == 0);
  }

  /** As the header Range says it. */
  String header() {
    return "bytes=" + first + "-" + (last == Long.MAX_VALUE ? "" : last);
  }
}
