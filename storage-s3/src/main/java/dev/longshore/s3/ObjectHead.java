package dev.longshore.s3;

import java.time.Instant;
import java.util.Optional;

/**
 * What the store says of an object.
 *
 * @param size the whole object's bytes
 * @param etag names the version, with its quotes; empty if the store sent none
 * @param stored when the store took it in
 * @param attributes type and user metadata
 * @param storageClass empty for the standard one
 */
record ObjectHead(
    long size,
    String etag,
    Instant stored,
    ObjectAttributes attributes,
    Optional<String> storageClass) {

  /** The file's own time if it bears one, else when it was stored. */
  Instant modified() {
    return ModifiedTime.in(attributes.metadata()).orElse(stored);
  }

  /** Makes a later call meet this version; no condition where the store gave no ETag. */
  Condition version() {
    return etag.isEmpty() ? Condition.none() : new Condition.Version(etag);
  }
}
