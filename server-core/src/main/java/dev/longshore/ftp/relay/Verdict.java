package dev.longshore.ftp.relay;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** What a replica says of a data connection that another one wants to hand on to it. */
public enum Verdict {
  /** It is a session's, and is carried from here on. */
  TAKEN(1),
  /** The port is one of its own, and nobody waits for this client there. */
  NO_LEASE(2),
  /** Another process lends the port now: by the plan, or as the newer one of two. */
  NOT_MY_SLOT(3);

  private final int code;

  Verdict(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /**
   * @throws IOException when the other side ended, or said what this version does not know
   */
  static Verdict read(InputStream in) throws IOException {
    int code = in.read();
    return Arrays.stream(values())
        .filter(v -> v.code == code)
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    code < 0 ? "the other replica ended the hop" : "a verdict of " + code));
  }
}
