package dev.longshore.ftp.relay;

import java.io.IOException;
import java.util.Arrays;

/**
 * What the bytes of a data connection are wrapped in on a hop, so that a replica that is killed
 * never looks like the end of a file: four bytes, of which the first is the type and three are the
 * length of what follows.
 */
enum Frame {
  /** Bytes; at least one. */
  DATA(1),
  /** The end of the stream in this direction, the FIN. */
  END(2),
  /** The data connection was reset, and no more of it comes in this direction. */
  ABORT(3);

  static final int HEADER = 4;

  /** The longest that DATA may be. */
  static final int MOST = 64 * 1024;

  private final int code;

  Frame(int code) {
    this.code = code;
  }

  int header(int length) {
    return code << 24 | length;
  }

  /**
   * @throws IOException when it is no header, before memory is taken for what it promises
   */
  static Frame of(int header) throws IOException {
    Frame frame =
        Arrays.stream(values())
            .filter(f -> f.code == header >>> 24)
            .findFirst()
            .orElseThrow(() -> new IOException("no frame: %08x".formatted(header)));
    int length = length(header);
    boolean fits = frame == DATA ? length > 0 && length <= MOST : length == 0;
    if (!fits) {
      throw new IOException("a frame %s of %d bytes".formatted(frame, length));
    }
    return frame;
  }

  static int length(int header) {
    return header & 0xffffff;
  }
}
