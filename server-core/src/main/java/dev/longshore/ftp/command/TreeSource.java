package dev.longshore.ftp.command;

import dev.longshore.ftp.control.TextCoding;
import dev.longshore.ftp.listing.ListingFormat;
import dev.longshore.ftp.session.UserSession;
import dev.longshore.ftp.storage.Entry;
import dev.longshore.ftp.storage.EntryCursor;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.transfer.Transfer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The lines of {@code LIST -R}, as {@code ls -R} writes them: those of the directory, then for each
 * below it, as it comes, an empty line, its path and a colon, and its own lines.
 *
 * <p>What it holds are the names of the directories that are still to come, up to a limit; a tree
 * that is larger ends with 451 and not with 226.
 */
final class TreeSource implements Transfer.Source {
  /** As many as may be renamed at once; each is at least one call of the store. */
  private static final int MOST_DIRECTORIES = 10_000;

  /** Characters of paths. */
  private static final int MOST_WAITING = 256 << 10;

  private final Storage storage;
  private final TextCoding coding;
  private final Listed top;
  private final ListingFormat format;
  private final Deque<Below> waiting = new ArrayDeque<>();
  private final Object lock = new Object();
  private EntryCursor entries;
  private boolean closed;
  private int directories;
  private int waitingLength;

  /**
   * A directory that is to come.
   *
   * @param shown its path as an argument from the working directory
   */
  private record Below(FtpPath path, String shown) {}

  TreeSource(UserSession user, Listed top, ListingFormat format) {
    this.storage = user.storage();
    this.coding = user.session().control().coding();
    this.top = top;
    this.format = format;
    this.entries = top.entries();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    write(top.path(), top.prefix(), out);
    while (!waiting.isEmpty()) {
      Below next = waiting.pop();
      waitingLength -= next.shown().length();
      if (open(next)) {
        out.write(coding.encode("\r\n" + next.shown() + ":\r\n"));
        write(next.path(), next.shown() + "/", out);
      }
    }
  }

  private void write(FtpPath directory, String prefix, OutputStream out) throws IOException {
    List<Below> below = new ArrayList<>();
    format.write(noting(directory, prefix, below), out, coding);
    entries.close();
    // The first of them comes next.
    below.reversed().forEach(waiting::push);
  }

  /** The entries, of which the directories are remembered. */
  private EntryCursor noting(FtpPath directory, String prefix, List<Below> below) {
    EntryCursor all = entries;
    return new EntryCursor() {
      @Override
      public Optional<Entry> next() throws StorageException {
        Optional<Entry> entry = all.next();
        if (entry.isPresent() && entry.get().isDirectory()) {
          String name = entry.get().name();
          below.add(noted(new Below(directory.child(name), prefix + name)));
        }
        return entry;
      }

      @Override
      public void close() {
        all.close();
      }
    };
  }

  private Below noted(Below directory) throws StorageException {
    waitingLength += directory.shown().length();
    if (++directories > MOST_DIRECTORIES || waitingLength > MOST_WAITING) {
      throw new StorageException(
          Kind.UNSUPPORTED, top.path() + " has more directories below it than are listed at once");
    }
    return directory;
  }

  /** Opens the next one, if it is still there. */
  private boolean open(Below directory) throws StorageException {
    EntryCursor opened;
    try {
      opened = storage.list(directory.path());
    } catch (StorageException e) {
      if (e.kind() == Kind.NOT_FOUND || e.kind() == Kind.NOT_A_DIRECTORY) {
        return false;
      }
      throw e;
    }
    synchronized (lock) {
      entries = opened;
      if (closed) {
        opened.close();
        throw new StorageException(Kind.UNAVAILABLE, "the listing was called off");
      }
    }
    return true;
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      entries.close();
    }
  }
}
