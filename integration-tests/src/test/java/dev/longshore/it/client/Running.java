package dev.longshore.it.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A client in the middle of something. */
interface Running extends AutoCloseable {

  /** What it sends on. */
  OutputStream input();

  /** What it received. */
  InputStream output();

  /** Asks it to stop, as a user does who presses Ctrl-C. */
  void interrupt() throws IOException, InterruptedException;

  /** Waits until the client is gone; fails where it does not go within a minute. */
  void awaitEnd() throws IOException, InterruptedException;

  /** Ends it at once if it is still there. */
  @Override
  void close() throws IOException;
}
