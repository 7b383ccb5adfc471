package dev.longshore.ftp.storage;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * One user's files, each call confined to the user's home mappings. Safe for several threads.
 *
 * <p>Directories exist when they were made, when something is in them, or when a home mapping is at
 * or below them. A file and a directory may bear one name where the store allows it: the verb
 * decides which is meant.
 *
 * <p>What a home mapping is at, and the virtual directories above it, stay where they are: to
 * remove or rename them, or to store where no mapping leads, is {@code ACCESS_DENIED}.
 *
 * <p>Every call is bounded in time and throws {@link StorageException}; nothing is changed when it
 * does, except where a method says otherwise. A call whose thread is interrupted fails within a
 * moment with {@code UNAVAILABLE}: its client is gone, or has called it off. What has become
 * visible by then stays.
 */
public interface Storage {

  /** Which of the two a caller asks for. */
  enum Wanted {
    FILE,
    DIRECTORY,
    /** A directory first where both bear the name. */
    ANY
  }

  /** What becomes of a file that bears the new name of another one. */
  enum Existing {
    /** It is replaced. */
    REPLACE,
    /** It stays, and the call fails with {@code ALREADY_EXISTS}. */
    KEEP
  }

  /** What is at a path, or empty. */
  Optional<Entry> stat(FtpPath path, Wanted wanted) throws StorageException;

  /**
   * What is in a directory, in no promised order, each name and kind once; page by page, in
   * constant memory.
   *
   * @throws StorageException {@code NOT_FOUND} if there is no such directory, {@code
   *     NOT_A_DIRECTORY} if there is only a file
   */
  EntryCursor list(FtpPath directory) throws StorageException;

  /**
   * Opens a file for reading; fails here, before any byte, if it is not there.
   *
   * @param offset the first byte to read, from 0 to the size
   * @throws StorageException {@code NOT_FOUND}, {@code IS_A_DIRECTORY}, {@code OUT_OF_RANGE} beyond
   *     the size
   */
  Download open(FtpPath file, long offset) throws StorageException;

  /**
   * Stores a file: returns when the object is stored whole and visible, and throws when nothing
   * changed.
   *
   * <p>Reads {@code content} to its end, then calls {@link Content#confirm()} directly before the
   * call that makes the object visible. When {@code content} throws, the exception comes out of
   * here unchanged and nothing is published: of what {@link TransferAborted} ended no part is kept.
   *
   * @throws StorageException {@code NOT_FOUND} if the parent directory is missing, {@code
   *     IS_A_DIRECTORY}, {@code ALREADY_EXISTS} for {@link StoreOptions.Mode#CREATE}, {@code
   *     OUT_OF_RANGE} for an offset beyond the size, {@code NAME_NOT_ALLOWED}; those before {@code
   *     content} is read if they can be told by then, {@code NOT_FOUND} never later
   * @throws IOException what {@code content} threw
   */
  Stored store(FtpPath file, StoreOptions options, Content content) throws IOException;

  /** Deletes a file; {@code NOT_FOUND} or {@code IS_A_DIRECTORY} if there is none. */
  void delete(FtpPath file) throws StorageException;

  /**
   * Makes a directory whose parent exists; {@code ALREADY_EXISTS} if the name is taken, also in a
   * race.
   */
  void makeDirectory(FtpPath directory) throws StorageException;

  /** Removes an empty directory; {@code NOT_EMPTY}, {@code NOT_FOUND}, {@code NOT_A_DIRECTORY}. */
  void removeDirectory(FtpPath directory) throws StorageException;

  /**
   * Renames a file or a directory with all that is in it. Onto itself, also by a name that another
   * home mapping gives it, it does nothing.
   *
   * @param existing of a file in a file's way, also of one that comes while this call runs: where
   *     the store can not tell, one that comes in the very moment of its own call is replaced all
   *     the same
   * @throws StorageException {@code NOT_FOUND} for the source or the target's parent, {@code
   *     ALREADY_EXISTS} if a directory is in the way, {@code NAME_NOT_ALLOWED} for a directory into
   *     itself, {@code UNSUPPORTED} above the store's limit for directories, before anything was
   *     moved. A failure in the middle of a directory may leave copies, never a loss.
   */
  void rename(FtpPath from, FtpPath to, Existing existing) throws StorageException;

  /** Renames; a file replaces a file. */
  default void rename(FtpPath from, FtpPath to) throws StorageException {
    rename(from, to, Existing.REPLACE);
  }

  /** Copies a file within the store. Failures, and what is in the way, as in {@link #rename}. */
  void copy(FtpPath from, FtpPath to, Existing existing) throws StorageException;

  /** Copies; a file there is replaced. */
  default void copy(FtpPath from, FtpPath to) throws StorageException {
    copy(from, to, Existing.REPLACE);
  }

  /**
   * Sets a file's time of modification.
   *
   * @throws StorageException {@code UNSUPPORTED} where the store can not, as for directories
   */
  void touch(FtpPath path, Instant modified) throws StorageException;

  /**
   * The checksum that the store keeps of the whole file, if it keeps this one; never computed by
   * reading.
   */
  Optional<Checksum> checksum(FtpPath file, Checksum.Algorithm algorithm) throws StorageException;
}
