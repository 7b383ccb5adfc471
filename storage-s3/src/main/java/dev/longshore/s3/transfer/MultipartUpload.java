package dev.longshore.s3.transfer;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.call.ByteRange;
import dev.longshore.s3.call.Condition;
import dev.longshore.s3.call.MultipartOperations;
import dev.longshore.s3.call.MultipartOperations.UploadId;
import dev.longshore.s3.call.ObjectAttributes;
import dev.longshore.s3.call.OperatorLog;
import dev.longshore.s3.call.RetryPolicy;
import dev.longshore.s3.call.S3Location;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One multipart upload in S3, from its creation to its end, with the parts that S3 has. Its parts
 * are sent by several threads; the upload's thread waits for them between its steps.
 */
final class MultipartUpload {
  private static final Logger LOG = LoggerFactory.getLogger(MultipartUpload.class);
  private static final int ABORTS = 5;

  private final MultipartOperations operations;
  private final S3Location at;
  private final ObjectAttributes attributes;
  private final boolean checked;
  private final RetryPolicy retry;
  private final Semaphore permits;
  private final Map<Integer, MultipartOperations.StoredPart> parts = new ConcurrentSkipListMap<>();
  private volatile @Nullable UploadId id;

  /**
   * @param checked whether its parts bear checksums; false where some are copied within the store
   */
  MultipartUpload(
      MultipartOperations operations,
      S3Location at,
      ObjectAttributes attributes,
      boolean checked,
      RetryPolicy retry,
      Semaphore permits) {
    this.operations = operations;
    this.at = at;
    this.attributes = attributes;
    this.checked = checked;
    this.retry = retry;
    this.permits = permits;
  }

  /** Opens it in the store; repeated, a lost first one stays behind for the janitor. */
  void create() throws StorageException {
    id = operations.createMultipartUpload(at, attributes, Optional.empty(), checked);
  }

  boolean isCreated() {
    return id != null;
  }

  /** Sends a part until the store has it; the same bytes under the same number each time. */
  void upload(Part part) throws StorageException {
    UploadId upload = created();
    Optional<String> crc = checked ? Optional.of(part.crc32c()) : Optional.empty();
    parts.put(
        part.number(),
        retry.run(permits, () -> operations.uploadPart(upload, part.number(), part, crc)));
  }

  /** Has the store make a part of what is kept of the old object. */
  void copy(int number, ByteRange range, Condition version) throws StorageException {
    UploadId upload = created();
    parts.put(
        number,
        retry.run(permits, () -> operations.uploadPartCopy(upload, number, at, range, version)));
  }

  /** One attempt to make the object visible; its ETag, empty if the store sent none. */
  String complete(Condition condition) throws StorageException {
    return operations.completeMultipartUpload(created(), List.copyOf(parts.values()), condition);
  }

  /** Aborts it until the store has no part of it any more; none may be on its way. */
  void abort() {
    UploadId upload = id;
    if (upload == null) {
      return;
    }
    try {
      RetryPolicy patient =
          new RetryPolicy(ABORTS, retry.deadline(), retry.firstPause(), retry.longestPause());
      patient.run(permits, () -> abortOnce(upload));
    } catch (StorageException e) {
      LOG.warn(
          "Parts of an upload that failed stay in {} as multipart upload {}; a lifecycle rule"
              + " AbortIncompleteMultipartUpload removes them: {}",
          OperatorLog.printable(at.toString()),
          upload.id(),
          OperatorLog.printable(e.getMessage()));
    }
  }

  private boolean abortOnce(UploadId upload) throws StorageException {
    for (int i = 0; i < ABORTS; i++) {
      try {
        operations.abortMultipartUpload(upload);
      } catch (StorageException e) {
        if (e.kind() != Kind.NOT_FOUND) {
          throw e;
        }
      }
      if (!operations.hasParts(upload)) {
        return true;
      }
    }
    throw new StorageException(Kind.UNAVAILABLE, "its parts are still listed after it was aborted");
  }

  private UploadId created() throws StorageException {
    UploadId upload = id;
    if (upload == null) {
      throw new StorageException(Kind.UNAVAILABLE, "no multipart upload for " + at);
    }
    return upload;
  }
}
