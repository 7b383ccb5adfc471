package dev.longshore.s3.call;

import static dev.longshore.s3.call.S3Operations.orEmpty;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * What the store says of an object.
 *
 * @param size the whole object's bytes
 * @param etag names the version, with its quotes; empty if the store sent none
 * @param stored when the store took it in
 * @param attributes type and user metadata
 * @param storageClass empty for the standard one
 */
public record ObjectHead(
    long size,
    String etag,
    Instant stored,
    ObjectAttributes attributes,
    Optional<String> storageClass) {

  /** The file's own time if it bears one, else when it was stored. */
  public Instant modified() {
    return ModifiedTime.in(attributes.metadata()).orElse(stored);
  }

  /** Whether it only stands for a directory; some stores drop the slash at the end of its key. */
  public boolean isDirectoryMarker() {
    String type = attributes.contentType();
    return size == 0
        && (type.startsWith("application/x-directory") || type.startsWith("httpd/unix-directory"));
  }

  /** Makes a later call meet this version; no condition where the store gave no ETag. */
  public Condition version() {
    return etag.isEmpty() ? Condition.none() : new Condition.Version(etag);
  }

  public static ObjectHead of(HeadObjectResponse r) {
    return new ObjectHead(
        r.contentLength() == null ? 0 : r.contentLength(),
        orEmpty(r.eTag()),
        r.lastModified() == null ? Instant.EPOCH : r.lastModified(),
        ObjectAttributes.of(r),
        notStandard(r.storageClassAsString()));
  }

  public static ObjectHead of(GetObjectResponse r) {
    return new ObjectHead(
        wholeSize(r),
        orEmpty(r.eTag()),
        r.lastModified() == null ? Instant.EPOCH : r.lastModified(),
        ObjectAttributes.of(r),
        notStandard(r.storageClassAsString()));
  }

  static Optional<String> notStandard(@Nullable String storageClass) {
    return Optional.ofNullable(storageClass).filter(name -> !name.equals("STANDARD"));
  }

  /** Content-Range ends with the size of the whole object; without a range there is none. */
  private static long wholeSize(GetObjectResponse r) {
    String range = r.contentRange();
    if (range != null && range.indexOf('/') >= 0 && !range.endsWith("/*")) {
      return Long.parseLong(range.substring(range.indexOf('/') + 1));
    }
    return r.contentLength() == null ? 0 : r.contentLength();
  }
}
