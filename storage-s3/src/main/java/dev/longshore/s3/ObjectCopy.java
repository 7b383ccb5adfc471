package dev.longshore.s3;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.call.ByteRange;
import dev.longshore.s3.call.Condition;
import dev.longshore.s3.call.MultipartOperations;
import dev.longshore.s3.call.MultipartOperations.StoredPart;
import dev.longshore.s3.call.MultipartOperations.UploadId;
import dev.longshore.s3.call.ObjectAttributes;
import dev.longshore.s3.call.ObjectHead;
import dev.longshore.s3.call.ProviderProfile;
import dev.longshore.s3.call.ProviderProfile.Trait;
import dev.longshore.s3.call.S3Location;
import dev.longshore.s3.call.S3Operations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Copies an object within the store, in one call or, above its limit, in parts, and deletes what
 * was copied. Used by {@link TreeOperations} and {@link DirectoryMove}.
 */
final class ObjectCopy {
  private static final long USUAL_PART = 512L << 20;
  private static final int PARTS_AT_ONCE = 8;

  private final S3Operations operations;
  private final Uninterrupted uninterrupted;

  ObjectCopy(S3Operations operations, Uninterrupted uninterrupted) {
    this.operations = operations;
    this.uninterrupted = uninterrupted;
  }

  /**
   * A version of an object.
   *
   * @param storageClass empty for the standard one
   */
  record Source(S3Location at, long size, Condition version, Optional<String> storageClass) {}

  /**
   * Copies it and looks at what has come out, as {@link #make} and {@link #check} do.
   *
   * @return the copy
   */
  ObjectHead copy(Source source, S3Location to, Condition target) throws StorageException {
    make(source, to, target);
    return check(source, to);
  }

  /**
   * Copies it.
   *
   * <p>Where nothing may be replaced, it is looked directly before, and the store is asked to look
   * too, which AWS says it does and Ceph RGW was measured not to. There an object that comes
   * between the look and the copy is replaced.
   *
   * @throws StorageException {@code CHANGED} if the source is no longer this version, {@code
   *     UNSUPPORTED} if the store can not copy one so large, {@code ALREADY_EXISTS} if the target's
   *     condition is not so
   */
  void make(Source source, S3Location to, Condition target) throws StorageException {
    if (target instanceof Condition.Absent && operations.headObject(to).isPresent()) {
      throw new StorageException(target.failure(), to + " is there");
    }
    try {
      copyWhole(source, to, target);
    } catch (StorageException e) {
      requireOwnCopy(source, to, target, e);
    }
  }

  /**
   * Looks at what has come out.
   *
   * @return the copy
   * @throws StorageException {@code CHANGED} if it is not what was copied
   */
  ObjectHead check(Source source, S3Location to) throws StorageException {
    Optional<ObjectHead> copy = operations.headObject(to);
    if (copy.isEmpty() || copy.get().size() != source.size()) {
      throw new StorageException(
          Kind.CHANGED, to + " is not what " + source.at() + " was when it was copied");
    }
    return copy.get();
  }

  private void copyWhole(Source source, S3Location to, Condition target) throws StorageException {
    if (source.size() > operations.profile().limits().maxCopyBytes()) {
      copyParts(source, to, target);
      return;
    }
    try {
      copyOnce(source, to, target);
    } catch (StorageException e) {
      // A store may refuse what it does not know, where most pass it over.
      if (target instanceof Condition.None || e.kind() != Kind.UNSUPPORTED) {
        throw e;
      }
      copyOnce(source, to, Condition.none());
    }
  }

  private void copyOnce(Source source, S3Location to, Condition target) throws StorageException {
    operations.copyObject(
        source.at(), source.version(), to, target, source.storageClass(), Optional.empty());
  }

  /**
   * One answer stands for both conditions of a copy, the source's and the target's, and a repeated
   * call may meet its own work: a copy bears the token of what it is a copy of.
   */
  private void requireOwnCopy(
      Source source, S3Location to, Condition target, StorageException failure)
      throws StorageException {
    if (!(target instanceof Condition.Absent) || failure.kind() != source.version().failure()) {
      throw failure;
    }
    Optional<ObjectHead> there = operations.headObject(to);
    if (there.isEmpty()) {
      throw failure;
    }
    if (!bearsTokenOf(source, there.get())) {
      throw new StorageException(target.failure(), to + " has come meanwhile", failure);
    }
  }

  /**
   * What is at a target, if it is a copy of this version: of one that was stored in parts or is
   * encrypted the ETag may be another one.
   */
  Optional<ObjectHead> find(Source source, S3Location to) throws StorageException {
    Optional<ObjectHead> there = operations.headObject(to);
    if (there.isEmpty()
        || there.get().version().equals(source.version())
        || bearsTokenOf(source, there.get())) {
      return there;
    }
    return Optional.empty();
  }

  private boolean bearsTokenOf(Source source, ObjectHead copy) throws StorageException {
    Optional<String> token = token(Optional.of(copy));
    return token.isPresent() && token.equals(token(operations.headObject(source.at())));
  }

  private static Optional<String> token(Optional<ObjectHead> head) {
    return head.map(there -> there.attributes().metadata().get(ObjectAttributes.TOKEN));
  }

  /**
   * Deletes an object if it still is this version, else {@code CHANGED}; where the store can not
   * tell, it is looked at before, which leaves only a moment.
   */
  void delete(S3Location at, Condition version) throws StorageException {
    if (version instanceof Condition.Version expected
        && operations.profile().has(Trait.NO_CONDITIONAL_WRITES)) {
      Optional<ObjectHead> there = operations.headObject(at);
      if (there.isPresent() && !there.get().etag().equals(expected.etag())) {
        throw new StorageException(version.failure(), at + " was changed while it was copied");
      }
    }
    operations.deleteObject(at, version);
  }

  private void copyParts(Source source, S3Location to, Condition target) throws StorageException {
    if (operations.profile().has(Trait.NO_PART_COPY)) {
      throw new StorageException(
          Kind.UNSUPPORTED, source.at() + " is larger than this store can copy");
    }
    ObjectHead head =
        operations
            .headObject(source.at())
            .orElseThrow(() -> new StorageException(Kind.NOT_FOUND, source.at() + " is gone"));
    MultipartOperations multipart = operations.multipart();
    UploadId upload =
        multipart.createMultipartUpload(to, head.attributes(), source.storageClass(), false);
    try {
      ConcurrentLinkedQueue<StoredPart> parts = new ConcurrentLinkedQueue<>();
      List<ByteRange> ranges = ranges(source.size());
      Concurrently.forEach(
          ranges,
          PARTS_AT_ONCE,
          range ->
              parts.add(
                  multipart.uploadPartCopy(
                      upload, ranges.indexOf(range) + 1, source.at(), range, source.version())));
      List<StoredPart> ordered =
          parts.stream().sorted(Comparator.comparingInt(StoredPart::number)).toList();
      multipart.completeMultipartUpload(upload, ordered, target);
    } catch (StorageException e) {
      abort(upload, e);
      throw e;
    }
  }

  private void abort(UploadId upload, StorageException reason) {
    try {
      uninterrupted.run(
          "to give up the copy in parts of " + upload.at(),
          () -> operations.multipart().abortMultipartUpload(upload));
    } catch (StorageException e) {
      reason.addSuppressed(e);
    }
  }

  private List<ByteRange> ranges(long size) {
    ProviderProfile.Limits limits = operations.profile().limits();
    long part = Math.max(Math.min(USUAL_PART, limits.maxCopyBytes()), size / limits.maxParts() + 1);
    List<ByteRange> ranges = new ArrayList<>();
    for (long first = 0; first < size; first += part) {
      ranges.add(new ByteRange(first, Math.min(first + part, size) - 1));
    }
    return ranges;
  }
}
