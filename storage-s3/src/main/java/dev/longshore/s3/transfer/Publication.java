package dev.longshore.s3.transfer;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.storage.Stored;
import dev.longshore.s3.call.Condition;
import dev.longshore.s3.call.ObjectAttributes;
import dev.longshore.s3.call.ObjectHead;
import dev.longshore.s3.call.ProviderProfile.Trait;
import dev.longshore.s3.call.RetryPolicy;
import dev.longshore.s3.call.S3Location;
import dev.longshore.s3.call.S3Operations;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * The one call that makes an upload visible, and what is to be believed when its answer is lost: a
 * token in the object's metadata tells our upload from all others. Used by one {@link Upload}, on
 * its thread.
 *
 * @param token what the object bears under {@link ObjectAttributes#TOKEN}
 */
record Publication(
    S3Operations operations,
    S3Location at,
    ObjectAttributes attributes,
    String token,
    Condition condition,
    RetryPolicy retry,
    Semaphore permits) {

  MultipartUpload multipart(boolean copies) {
    boolean checked = !copies && operations.profile().has(Trait.CHECKS_CRC32C);
    return new MultipartUpload(operations.multipart(), at, attributes, checked, retry, permits);
  }

  /** Stores all bytes in one call. */
  Stored put(Part whole) throws StorageException {
    try {
      String etag =
          retry.run(
              permits,
              () ->
                  operations.putObject(
                      at, whole, attributes, condition, Optional.of(whole.crc32c())));
      return new Stored(whole.length(), etag);
    } catch (StorageException e) {
      return settle(e, whole.length());
    }
  }

  /** Checks the condition of a {@link #put} here where the store does not. */
  void requireConditionOfPut() throws StorageException {
    if (operations.profile().has(Trait.NO_CONDITIONAL_WRITES)) {
      requireCondition();
    }
  }

  /** Checks the condition once more, since not every store does when a multipart upload ends. */
  void requireCondition() throws StorageException {
    if (condition instanceof Condition.None) {
      return;
    }
    Optional<ObjectHead> there = operations.headObject(at);
    boolean holds =
        switch (condition) {
          case Condition.None none -> true;
          case Condition.Absent absent -> there.isEmpty();
          case Condition.Version version ->
              there.map(ObjectHead::etag).filter(version.etag()::equals).isPresent();
        };
    if (!holds) {
      throw new StorageException(condition.failure(), at + " was changed during the upload");
    }
  }

  /** Makes the parts one object and looks whether it is there. */
  Stored complete(MultipartUpload upload, long length) throws StorageException {
    String etag;
    try {
      etag = retry.run(permits, () -> upload.complete(condition));
    } catch (StorageException e) {
      return settle(e, length);
    }
    return verify(etag, length);
  }

  private Stored verify(String etag, long length) throws StorageException {
    Optional<ObjectHead> there;
    try {
      there = operations.headObject(at);
    } catch (StorageException e) {
      return new Stored(length, etag);
    }
    if (there.isEmpty()) {
      throw new StorageException(Kind.UNAVAILABLE, at + " was stored and is not there");
    }
    ObjectHead head = there.get();
    if (isOurs(head) && head.size() != length) {
      throw new StorageException(
          Kind.UNAVAILABLE, at + " has " + head.size() + " bytes instead of " + length);
    }
    return new Stored(length, etag.isEmpty() ? head.etag() : etag);
  }

  /**
   * After a failure that may hide a success: a repeated call meets its own work as a failed
   * condition or as an upload that is gone.
   */
  private Stored settle(StorageException failure, long length) throws StorageException {
    try {
      Optional<ObjectHead> there = operations.headObject(at).filter(this::isOurs);
      if (there.isPresent() && there.get().size() == length) {
        return new Stored(length, there.get().etag());
      }
    } catch (StorageException e) {
      failure.addSuppressed(e);
    }
    throw begun(failure);
  }

  /**
   * What a failure means once content was asked for: nothing is missing that the client could make.
   */
  static StorageException begun(StorageException failure) {
    return failure.kind() == Kind.NOT_FOUND
        ? new StorageException(
            Kind.UNAVAILABLE, "S3 lost the upload or its bucket: " + failure.getMessage(), failure)
        : failure;
  }

  private boolean isOurs(ObjectHead head) {
    return token.equals(head.attributes().metadata().get(ObjectAttributes.TOKEN));
  }
}
