package dev.longshore.s3;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of a listing.
 *
 * @param objects in the order of their keys
 * @param prefixes what has keys below it, up to and with the slash, in order
 * @param next continues the listing; empty on the last page
 */
record ObjectPage(List<ListedObject> objects, List<String> prefixes, Optional<String> next) {

  /**
   * An object as a listing shows it.
   *
   * @param etag with its quotes; empty if the store sent none
   */
  record ListedObject(String key, long size, String etag, Instant modified) {

    Condition version() {
      return etag.isEmpty() ? Condition.none() : new Condition.Version(etag);
    }
  }

  boolean isEmpty() {
    return objects.isEmpty() && prefixes.isEmpty();
  }
}
