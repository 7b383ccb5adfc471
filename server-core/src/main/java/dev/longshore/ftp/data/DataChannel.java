package dev.longshore.ftp.data;

import java.io.IOException;

/** Where a session's next data connection comes from; good for one. */
public sealed interface DataChannel extends AutoCloseable permits PassiveChannel, ActiveChannel {

  /**
   * Waits for the client to connect, or connects to it; called once, on the transfer's thread, for
   * a bounded time.
   *
   * @throws IOException when there is no connection; the message is for the log
   */
  DataConnection open() throws IOException;

  /** Whether it has been opened or closed, and so serves nobody any more. */
  boolean isSpent();

  /**
   * Gives it up, from any thread; an {@link #open} under way fails. Does nothing to a connection it
   * opened.
   */
  @Override
  void close();
}
