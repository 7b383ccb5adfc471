package dev.longshore.it.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * An FTP client as people have it. Each errand is a login of its own; paths begin at the root and
 * have no leading slash.
 *
 * <p>An errand returns when the client says that it is done, and throws an {@link AssertionError}
 * with all that the client printed when it fails. Those that {@link #actions} leaves out are never
 * called.
 */
interface RealClient {

  String name();

  boolean installed();

  /** The ways of making data connections that it has. */
  Set<Way> ways();

  /** What it has a command for. */
  default Set<Action> actions() {
    return EnumSet.allOf(Action.class);
  }

  /**
   * Whether its own syntax can say this file name; false is this client's limit, not the gateway's.
   */
  default boolean canSay(String name) {
    return true;
  }

  default void logIn(Target target) throws IOException, InterruptedException {
    throw new UnsupportedOperationException(name());
  }

  default void makeDirectory(Target target, String path) throws IOException, InterruptedException {
    throw new UnsupportedOperationException(name());
  }

  default void put(Target target, Path local, String remote)
      throws IOException, InterruptedException {
    throw new UnsupportedOperationException(name());
  }

  void get(Target target, String remote, Path local) throws IOException, InterruptedException;

  /** Continues a download of which {@code local} holds the beginning. */
  void resume(Target target, String remote, Path local) throws IOException, InterruptedException;

  default void append(Target target, Path local, String remote)
      throws IOException, InterruptedException {
    throw new UnsupportedOperationException(name());
  }

  default void rename(Target target, String from, String to)
      throws IOException, InterruptedException {
    throw new UnsupportedOperationException(name());
  }

  /** The names in a directory, in any order. */
  List<String> list(Target target, String directory) throws IOException, InterruptedException;

  default void delete(Target target, String file) throws IOException, InterruptedException {
    throw new UnsupportedOperationException(name());
  }

  default void removeDirectory(Target target, String path)
      throws IOException, InterruptedException {
    throw new UnsupportedOperationException(name());
  }
}
