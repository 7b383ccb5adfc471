package dev.longshore.ftp.data;

import java.io.IOException;
import java.util.Optional;

/** How a {@link Contest} stands. */
enum Standing {
  /** The first serves; nobody has proven himself. */
  OPEN,
  /** The one that serves has resumed the session's TLS. */
  PROVEN,
  /** Another one has. */
  SUPERSEDED,
  /** Several came, and nobody has proven himself, nor will. */
  SPOILT,
  /** Its transfer is over, or can not be taken back. */
  OVER;

  /** Why the first is not served any more, in words for the client and the log. */
  Optional<String> why() {
    return switch (this) {
      case OPEN, PROVEN, OVER -> Optional.empty();
      case SUPERSEDED ->
          Optional.of("another connection to its port resumed the session's TLS, and it did not");
      case SPOILT ->
          Optional.of(
              "more than one connection came to its port, and none resumed the session's TLS");
    };
  }

  /**
   * Nothing is wrong with the one that serves.
   *
   * @throws IOException when something is
   */
  void check() throws IOException {
    if (this == OVER) {
      throw new IOException("data connection was aborted");
    }
    Optional<String> why = why();
    if (why.isPresent()) {
      throw new IOException(why.get());
    }
  }
}
