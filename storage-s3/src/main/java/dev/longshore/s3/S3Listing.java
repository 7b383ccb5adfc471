package dev.longshore.s3;

import dev.longshore.ftp.storage.Entry;
import dev.longshore.ftp.storage.EntryCursor;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.call.ObjectPage;
import dev.longshore.s3.call.ObjectPage.ListedObject;
import dev.longshore.s3.call.S3Location;
import dev.longshore.s3.call.S3Operations;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A directory's entries, page by page: one page is read while the one before is given out, so that
 * memory holds two. Made by {@link S3Storage#list}, used by one thread; another may close it.
 */
final class S3Listing implements EntryCursor {
  private static final int PAGE = 1000;

  private final S3Operations operations;
  private final S3Location directory;
  private final Set<String> fixedNames;
  private final Queue<Entry> ready = new ArrayDeque<>();
  private String lastDirectory = "";
  // Under this listing's monitor, since another thread may close it.
  private @Nullable FutureTask<ObjectPage> ahead;
  private boolean closed;

  private S3Listing(S3Operations operations, S3Location directory, Collection<String> fixedNames) {
    this.operations = operations;
    this.directory = directory;
    this.fixedNames = Set.copyOf(fixedNames);
    this.fixedNames.forEach(name -> ready.add(Entry.directory(name, Optional.empty())));
  }

  /**
   * Opens a listing, with its first page; empty if no key begins with the prefix.
   *
   * @param fixedNames directories that home mappings put there
   */
  static Optional<S3Listing> open(
      S3Operations operations, S3Location directory, Collection<String> fixedNames)
      throws StorageException {
    S3Listing listing = new S3Listing(operations, directory, fixedNames);
    ObjectPage first = listing.page(Optional.empty());
    if (first.isEmpty() && first.next().isEmpty()) {
      return Optional.empty();
    }
    listing.take(first);
    return Optional.of(listing);
  }

  /** A directory of which no store knows. */
  static EntryCursor of(Collection<String> fixedNames) {
    Iterator<String> names = fixedNames.iterator();
    return new EntryCursor() {
      @Override
      public Optional<Entry> next() {
        return names.hasNext()
            ? Optional.of(Entry.directory(names.next(), Optional.empty()))
            : Optional.empty();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Optional<Entry> next() throws StorageException {
    Optional<FutureTask<ObjectPage>> coming = coming();
    while (ready.isEmpty() && coming.isPresent()) {
      take(await(coming.get()));
      coming = coming();
    }
    return Optional.ofNullable(ready.poll());
  }

  @Override
  public synchronized void close() {
    closed = true;
    FutureTask<ObjectPage> coming = ahead;
    if (coming != null) {
      coming.cancel(true);
    }
  }

  /** The page that is being read; empty behind the last. */
  private synchronized Optional<FutureTask<ObjectPage>> coming() throws StorageException {
    if (closed) {
      throw wasClosed();
    }
    return Optional.ofNullable(ahead);
  }

  private synchronized void readAhead(Optional<String> continuation) {
    if (continuation.isEmpty() || closed) {
      ahead = null;
      return;
    }
    FutureTask<ObjectPage> following = new FutureTask<>(() -> page(continuation));
    ahead = following;
    Thread.ofVirtual().name("s3-listing").start(following);
  }

  private ObjectPage page(Optional<String> continuation) throws StorageException {
    return operations.listObjectsV2(directory, true, PAGE, continuation);
  }

  private void take(ObjectPage page) {
    readAhead(page.next());
    int skip = directory.key().length();
    Set<String> directories = new LinkedHashSet<>();
    page.prefixes().forEach(prefix -> directories.add(withoutSlash(prefix.substring(skip))));
    for (ListedObject object : page.objects()) {
      String name = object.key().substring(skip);
      if (name.endsWith("/")) {
        directories.add(withoutSlash(name));
      } else if (isShown(name)) {
        ready.add(Entry.file(name, object.size(), object.modified()));
      }
    }
    addDirectories(directories);
  }

  /** Some stores repeat the last prefix of a page at the start of the next. */
  private void addDirectories(Set<String> names) {
    String before = lastDirectory;
    for (String name : names) {
      lastDirectory = name;
      if (!name.equals(before) && isShown(name)) {
        ready.add(Entry.directory(name, Optional.empty()));
      }
    }
  }

  private boolean isShown(String name) {
    return S3Keys.canBeShown(name) && !fixedNames.contains(name);
  }

  private static String withoutSlash(String name) {
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  private static StorageException wasClosed() {
    return new StorageException(Kind.UNAVAILABLE, "the listing was closed");
  }

  private ObjectPage await(FutureTask<ObjectPage> coming) throws StorageException {
    try {
      return coming.get(operations.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (CancellationException e) {
      throw wasClosed();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StorageException failure) {
        throw failure;
      }
      throw new IllegalStateException("a listing failed", e.getCause());
    } catch (TimeoutException e) {
      throw new StorageException(Kind.UNAVAILABLE, "no further page of " + directory, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(Kind.UNAVAILABLE, "interrupted while listing " + directory, e);
    }
  }
}
