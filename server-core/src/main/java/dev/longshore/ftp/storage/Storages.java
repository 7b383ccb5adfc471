package dev.longshore.ftp.storage;

import dev.longshore.ftp.user.User;

/** The files of all users. Safe for many threads. */
public interface Storages {

  /** The files of one user; cheap, makes no call to the store. */
  Storage forUser(User user);

  /**
   * Asks whether the store can be reached and accepts our credentials, for readiness; bounded to a
   * few seconds.
   *
   * @throws StorageException saying what an operator should look at
   */
  void check() throws StorageException;
}
