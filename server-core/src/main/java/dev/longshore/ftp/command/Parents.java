package dev.longshore.ftp.command;

import dev.longshore.ftp.session.UserSession;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage;
import dev.longshore.ftp.storage.Storage.Wanted;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Makes the directories that are missing above something new, for users who have it so. */
final class Parents {
  /** Date trees of cameras have five or six; each costs calls of the store. */
  private static final int MOST = 32;

  private Parents() {}

  /** Something that fails with {@code NOT_FOUND}, having changed nothing, without the parents. */
  @FunctionalInterface
  interface Making {
    void run() throws IOException;
  }

  /** Makes something, a second time with its parents. */
  static void under(UserSession user, FtpPath path, Making making) throws IOException {
    try {
      making.run();
    } catch (StorageException e) {
      if (e.kind() != Kind.NOT_FOUND || !user.makesParents() || !make(user.storage(), path)) {
        throw e;
      }
      making.run();
    }
  }

  /** Whether all of them are there now: they may have been made meanwhile, or be too many. */
  private static boolean make(Storage storage, FtpPath path) throws StorageException {
    Deque<FtpPath> missing = new ArrayDeque<>();
    FtpPath parent = path.parent();
    while (missing.size() <= MOST && storage.stat(parent, Wanted.DIRECTORY).isEmpty()) {
      missing.push(parent);
      parent = parent.parent();
    }
    if (missing.size() > MOST) {
      return false;
    }
    for (FtpPath directory : missing) {
      makeOne(storage, directory);
    }
    return true;
  }

  /** Another upload may make it at the same time. */
  private static void makeOne(Storage storage, FtpPath directory) throws StorageException {
    try {
      storage.makeDirectory(directory);
    } catch (StorageException e) {
      if (e.kind() != Kind.ALREADY_EXISTS) {
        throw e;
      }
      if (storage.stat(directory, Wanted.DIRECTORY).isEmpty()) {
        throw new StorageException(Kind.NOT_A_DIRECTORY, "a file is at " + directory, e);
      }
    }
  }
}
