package dev.longshore.ftp.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A storage could not do what was asked. The message is for the operator's log, the kind decides
 * the reply.
 */
public final class StorageException extends IOException {
  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Kind {
    NOT_FOUND,
    ALREADY_EXISTS,
    NOT_A_DIRECTORY,
    IS_A_DIRECTORY,
    NOT_EMPTY,
    ACCESS_DENIED,
    NAME_NOT_ALLOWED,
    /** An offset beyond the end of the file. */
    OUT_OF_RANGE,
    QUOTA_EXCEEDED,
    /** The file was replaced while it was read or extended. */
    CHANGED,
    /** The object must be restored from an archive first. */
    ARCHIVED,
    /** This store can not do it, or not for one so large. */
    UNSUPPORTED,
    /** Too much at once; the client may try again. */
    BUSY,
    /** The store does not answer, answers with faults, or does not accept our credentials. */
    UNAVAILABLE
  }

  private final Kind kind;

  public StorageException(Kind kind, String message) {
    this(kind, message, null);
  }

  public StorageException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
