package dev.longshore.ftp.data;

import dev.longshore.ftp.control.Accepted;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One who came to a port after the one that is served. Safe for many threads. */
final class Rival {
  /** Those of the same port. */
  final Rivals port;

  final Accepted connection;
  private final Thread thread;
  private @Nullable DataLink link;
  private boolean ended;

  /**
   * @param judge run by a thread that ends when the rival does
   */
  Rival(Rivals port, Accepted connection, Consumer<Rival> judge) {
    this.port = port;
    this.connection = connection;
    this.thread = Thread.ofVirtual().name("data-rival").unstarted(() -> judge.accept(this));
  }

  void start() {
    thread.start();
  }

  /** The connection is the link's from now on. */
  synchronized void becomes(DataLink taken) {
    link = taken;
    if (ended) {
      taken.abort();
    }
  }

  /** Whether a byte came from it. */
  synchronized boolean hasSpoken() {
    try {
      return (link != null && link.hasRead())
          || connection.socket().getInputStream().available() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Resets it; its thread ends. */
  synchronized void end() {
    ended = true;
    thread.interrupt();
    if (link == null) {
      connection.reset();
    } else {
      link.abort();
    }
  }
}
