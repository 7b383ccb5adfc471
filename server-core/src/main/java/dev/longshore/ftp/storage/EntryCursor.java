package dev.longshore.ftp.storage;

import java.util.Optional;

/** A directory's entries, one after the other; used by one thread at a time. */
public interface EntryCursor extends AutoCloseable {

  /** The next entry, or empty at the end; may fetch a page. */
  Optional<Entry> next() throws StorageException;

  /**
   * Lets go of what a page holds; may be called by another thread and twice. A {@link #next()} that
   * waits for a page then fails at once.
   */
  @Override
  void close();
}
