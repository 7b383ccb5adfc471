package dev.longshore.s3;

import dev.longshore.ftp.storage.Entry;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage.Wanted;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.call.Body;
import dev.longshore.s3.call.Condition;
import dev.longshore.s3.call.ObjectAttributes;
import dev.longshore.s3.call.ObjectHead;
import dev.longshore.s3.call.S3Location;
import dev.longshore.s3.call.S3Operations;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a user's paths mean in the bucket: {@code p} is a file, and {@code p/} is a directory if any
 * key begins with it or a home mapping says so. Immutable; used by {@link S3Storage} and {@link
 * TreeOperations} on any thread.
 */
final class Namespace {
  private final S3Keys keys;
  private final S3Operations operations;
  private final boolean keepEmptyParents;

  Namespace(S3Keys keys, S3Operations operations, boolean keepEmptyParents) {
    this.keys = keys;
    this.operations = operations;
    this.keepEmptyParents = keepEmptyParents;
  }

  S3Keys keys() {
    return keys;
  }

  /** What is at a path; a directory first, where both are asked for and there. */
  Optional<Entry> stat(FtpPath path, Wanted wanted) throws StorageException {
    return switch (wanted) {
      case FILE -> file(path).map(head -> entry(path, head));
      case DIRECTORY -> isDirectory(path) ? Optional.of(directoryEntry(path)) : Optional.empty();
      case ANY -> {
        AtomicBoolean directory = new AtomicBoolean();
        AtomicReference<Optional<ObjectHead>> file = new AtomicReference<>(Optional.empty());
        Concurrently.all(() -> directory.set(isDirectory(path)), () -> file.set(file(path)));
        yield directory.get()
            ? Optional.of(directoryEntry(path))
            : file.get().map(head -> entry(path, head));
      }
    };
  }

  /** The file at a path; one that only stands for a directory is none. */
  Optional<ObjectHead> file(FtpPath path) throws StorageException {
    Optional<S3Location> at = keys.file(path);
    return at.isEmpty()
        ? Optional.empty()
        : operations.headObject(at.get()).filter(head -> !head.isDirectoryMarker());
  }

  /** The file at a path, or why there is none. */
  ObjectHead requireFile(FtpPath path) throws StorageException {
    Optional<ObjectHead> file = file(path);
    if (file.isEmpty()) {
      throw noFile(path);
    }
    return file.get();
  }

  /** Says of a path without a file whether a directory is there. */
  StorageException noFile(FtpPath path) throws StorageException {
    return new StorageException(
        isDirectory(path) ? Kind.IS_A_DIRECTORY : Kind.NOT_FOUND, "no file " + path);
  }

  /** Says of a path without a directory whether a file is there. */
  StorageException noDirectory(FtpPath path) throws StorageException {
    return new StorageException(
        file(path).isPresent() ? Kind.NOT_A_DIRECTORY : Kind.NOT_FOUND, "no directory " + path);
  }

  boolean isDirectory(FtpPath path) throws StorageException {
    if (keys.home().isFixed(path)) {
      return true;
    }
    Optional<S3Location> prefix = keys.directory(path);
    return prefix.isPresent() && !isEmpty(prefix.get());
  }

  /** Throws {@code NOT_FOUND} if there is no directory for something new to lie in. */
  void requireParent(FtpPath path) throws StorageException {
    if (!isDirectory(path.parent())) {
      throw new StorageException(Kind.NOT_FOUND, "no directory " + path.parent());
    }
  }

  /** Throws if a directory bears the name. */
  void requireNoDirectory(FtpPath path, Kind otherwise) throws StorageException {
    if (isDirectory(path)) {
      throw new StorageException(otherwise, path + " is a directory");
    }
  }

  /** Throws {@code ALREADY_EXISTS} if a file bears the name. */
  void requireNoFile(FtpPath path) throws StorageException {
    if (file(path).isPresent()) {
      throw new StorageException(Kind.ALREADY_EXISTS, path + " is there");
    }
  }

  /** Throws {@code ACCESS_DENIED} for what a home mapping holds in its place. */
  void requireChangeable(FtpPath path) throws StorageException {
    if (keys.home().isFixed(path)) {
      throw new StorageException(Kind.ACCESS_DENIED, path + " belongs to a home mapping");
    }
  }

  /**
   * Marks a directory, so that it is there when it is empty; {@code ALREADY_EXISTS} in a race. As
   * with an upload, a token tells our marker when the answer to it was lost.
   */
  void mark(S3Location directory) throws StorageException {
    String token = UUID.randomUUID().toString();
    ObjectAttributes marker =
        ObjectAttributes.DIRECTORY.withMetadata(Map.of(ObjectAttributes.TOKEN, token));
    try {
      operations.putObject(directory, Body.EMPTY, marker, Condition.absent(), Optional.empty());
    } catch (StorageException e) {
      if (!bears(directory, token, e)) {
        throw e;
      }
    }
  }

  private boolean bears(S3Location at, String token, StorageException failure) {
    try {
      return operations
          .headObject(at)
          .filter(head -> token.equals(head.attributes().metadata().get(ObjectAttributes.TOKEN)))
          .isPresent();
    } catch (StorageException e) {
      failure.addSuppressed(e);
      return false;
    }
  }

  /**
   * Keeps the directory of something that has gone: it was there before, and its last file does not
   * take it along. What was asked for is done by then, so a failure is not the client's.
   */
  void keepParent(FtpPath gone) {
    FtpPath parent = gone.parent();
    if (!keepEmptyParents || keys.home().isFixed(parent)) {
      return;
    }
    try {
      S3Location prefix = keys.requireDirectory(parent);
      if (isEmpty(prefix)) {
        mark(prefix);
      }
    } catch (StorageException e) {
      // It has been logged with the call; the directory is empty, nothing is lost but its name.
    }
  }

  private boolean isEmpty(S3Location prefix) throws StorageException {
    return operations.listObjectsV2(prefix, false, 1, Optional.empty()).isEmpty();
  }

  private static Entry entry(FtpPath path, ObjectHead head) {
    return Entry.file(path.name(), head.size(), head.modified());
  }

  private static Entry directoryEntry(FtpPath path) {
    return Entry.directory(path.name(), Optional.empty());
  }
}
