package dev.longshore.ftp.storage;

import java.io.InputStream;

/** An open file: all its bytes come from one version, or reading fails with {@code CHANGED}. */
public interface Download extends AutoCloseable {

  /** The size of the whole file in bytes, whatever the offset. */
  long size();

  /**
   * The bytes from the offset on, read by one thread; throws {@link StorageException} when the
   * store fails. Its end is the end of the file and never a lost connection.
   */
  InputStream content();

  /** Ends it; may be called by another thread, which ends a blocked read, and twice. */
  @Override
  void close();
}
