package dev.longshore.ftp.reply;

import dev.longshore.ftp.storage.StorageException;

/**
 * The only mapping from storage failures to replies.
 *
 * <p>Texts name no path: a client knows what it asked for, and an echoed name could look like
 * another reply to a firewall that reads along. A store that can not be reached is 451 and never
 * 450: for a listing several clients take 450 as an empty directory, and would then delete what
 * they mirror.
 */
public final class FailureReplies {
  private FailureReplies() {}

  /** The reply to a command that failed before any data was moved. */
  public static Reply beforeData(StorageException failure) {
    return switch (failure.kind()) {
      case NOT_FOUND -> unavailable("No such file or directory");
      case ALREADY_EXISTS -> unavailable("File or directory already exists");
      case NOT_A_DIRECTORY -> unavailable("Not a directory");
      case IS_A_DIRECTORY -> unavailable("Is a directory");
      case NOT_EMPTY -> unavailable("Directory not empty");
      case ACCESS_DENIED -> unavailable("Permission denied");
      case ARCHIVED -> unavailable("File is archived and must be restored first");
      case NAME_NOT_ALLOWED -> Reply.of(ReplyCode.NAME_NOT_ALLOWED, "File name not allowed");
      case OUT_OF_RANGE ->
          Reply.of(ReplyCode.BAD_RESTART_OFFSET, "Restart offset is beyond the end of the file");
      case QUOTA_EXCEEDED -> Reply.of(ReplyCode.QUOTA_EXCEEDED, "Storage limit exceeded");
      case CHANGED -> Reply.of(ReplyCode.FILE_BUSY, "File was changed meanwhile, try again");
      case BUSY -> Reply.of(ReplyCode.FILE_BUSY, "Too busy, try again later");
      case UNSUPPORTED ->
          Reply.of(ReplyCode.PARAMETER_NOT_SUPPORTED, "The storage does not support this");
      case UNAVAILABLE ->
          Reply.of(ReplyCode.LOCAL_ERROR, "Storage is not available, try again later");
    };
  }

  /** The reply to RNTO, whose refusals are 553 (RFC 959 section 5.4). */
  public static Reply naming(StorageException failure) {
    return switch (failure.kind()) {
      case ALREADY_EXISTS -> notAllowed("A file or directory of that name already exists");
      case NAME_NOT_ALLOWED -> notAllowed("File name not allowed");
      case UNSUPPORTED -> notAllowed("The directory is too large to be renamed");
      case NOT_FOUND -> notAllowed("No such file or directory");
      case NOT_A_DIRECTORY,
          IS_A_DIRECTORY,
          NOT_EMPTY,
          ACCESS_DENIED,
          ARCHIVED,
          OUT_OF_RANGE,
          QUOTA_EXCEEDED,
          CHANGED,
          BUSY,
          UNAVAILABLE ->
          beforeData(failure);
    };
  }

  /** The final reply of a transfer that had its 150. */
  public static Reply duringData(StorageException failure) {
    return switch (failure.kind()) {
      case CHANGED -> Reply.of(ReplyCode.LOCAL_ERROR, "File was changed meanwhile");
      case BUSY -> Reply.of(ReplyCode.LOCAL_ERROR, "Too busy, try again later");
      case UNSUPPORTED ->
          Reply.of(ReplyCode.LOCAL_ERROR, "Not supported, or more than can be done at once");
      case UNAVAILABLE -> Reply.of(ReplyCode.LOCAL_ERROR, "Storage failed, try again later");
      case NOT_FOUND -> Reply.of(ReplyCode.LOCAL_ERROR, "No such file or directory any more");
      case ALREADY_EXISTS,
          NOT_A_DIRECTORY,
          IS_A_DIRECTORY,
          NOT_EMPTY,
          ACCESS_DENIED,
          ARCHIVED,
          NAME_NOT_ALLOWED,
          OUT_OF_RANGE,
          QUOTA_EXCEEDED ->
          beforeData(failure);
    };
  }

  private static Reply unavailable(String text) {
    return Reply.of(ReplyCode.FILE_UNAVAILABLE, text);
  }

  private static Reply notAllowed(String text) {
    return Reply.of(ReplyCode.NAME_NOT_ALLOWED, text);
  }
}
