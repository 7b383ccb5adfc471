package dev.longshore.s3;

import dev.longshore.s3.MultipartOperations.UploadId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;

/**
 * A page of the open uploads of a bucket.
 *
 * @param next where the following page begins; empty on the last
 */
record UploadPage(List<OpenUpload> uploads, Optional<UploadId> next) {

  /** An upload as a listing shows it. */
  record OpenUpload(UploadId upload, Instant initiated) {}

  static UploadPage of(String bucket, ListMultipartUploadsResponse page) {
    return new UploadPage(
        page.uploads().stream()
            .map(u -> new OpenUpload(id(bucket, u.key(), u.uploadId()), u.initiated()))
            .toList(),
        Boolean.TRUE.equals(page.isTruncated())
            ? Optional.of(id(bucket, page.nextKeyMarker(), page.nextUploadIdMarker()))
            : Optional.empty());
  }

  private static UploadId id(String bucket, String key, String uploadId) {
    return new UploadId(new S3Location(bucket, key), uploadId);
  }
}
