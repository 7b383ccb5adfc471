package dev.longshore.s3.call;

import dev.longshore.ftp.storage.StorageException.Kind;
import java.time.Duration;
import java.util.Optional;

/** Hears of every call of S3, for metrics; called on the thread that made the call. */
public interface S3CallListener {

  S3CallListener NONE = (call, took, failure) -> {};

  /**
   * A call has ended; must be quick and throw nothing.
   *
   * @param took with the SDK's retries, and for a download until its first byte
   * @param failure empty if it succeeded; a missing object counts as {@code NOT_FOUND}
   */
  void called(S3Call call, Duration took, Optional<Kind> failure);
}
