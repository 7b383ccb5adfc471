package dev.longshore.ftp.command;

import dev.longshore.ftp.listing.Glob;
import dev.longshore.ftp.session.UserSession;
import dev.longshore.ftp.storage.Entry;
import dev.longshore.ftp.storage.EntryCursor;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage.Wanted;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the argument of LIST, NLST or STAT means, behind its options: a directory, a file, or a
 * pattern in the last place.
 *
 * @param path what is listed
 * @param prefix what makes a name of an entry an argument from the working directory
 * @param isDirectory whether the entries are those of a directory, all of them
 * @param entries open; the caller closes them
 */
record Listed(FtpPath path, String prefix, boolean isDirectory, EntryCursor entries) {

  /**
   * A directory, a file or what a pattern matches, in this order; a pattern that matches nothing is
   * an empty listing.
   *
   * @throws StorageException {@code NOT_FOUND} if there is nothing, and so no 150
   */
  static Listed of(UserSession user, LsArgument argument) throws StorageException {
    String text = argument.path();
    FtpPath path = user.resolve(text);
    try {
      String prefix = text.isEmpty() || text.endsWith("/") ? text : text + "/";
      return new Listed(path, prefix, true, user.storage().list(path));
    } catch (StorageException e) {
      if (e.kind() != Kind.NOT_FOUND && e.kind() != Kind.NOT_A_DIRECTORY) {
        throw e;
      }
      String prefix = text.substring(0, text.lastIndexOf('/') + 1);
      Optional<Entry> file = user.storage().stat(path, Wanted.FILE);
      if (file.isPresent()) {
        return new Listed(path, prefix, false, of(List.of(file.get()).iterator()));
      }
      if (Glob.isPattern(path.name())) {
        EntryCursor all = user.storage().list(path.parent());
        return new Listed(path, prefix, false, matching(Glob.of(path.name()), all));
      }
      throw e;
    }
  }

  private static EntryCursor of(Iterator<Entry> entries) {
    return new EntryCursor() {
      @Override
      public Optional<Entry> next() {
        return entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
      }

      @Override
      public void close() {}
    };
  }

  private static EntryCursor matching(Glob glob, EntryCursor all) {
    return new EntryCursor() {
      @Override
      public Optional<Entry> next() throws StorageException {
        Optional<Entry> entry = all.next();
        while (entry.isPresent() && !glob.matches(entry.get().name())) {
          entry = all.next();
        }
        return entry;
      }

      @Override
      public void close() {
        all.close();
      }
    };
  }
}
