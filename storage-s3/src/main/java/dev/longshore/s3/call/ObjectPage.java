package dev.longshore.s3.call;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A page of a listing.
 *
 * @param objects in the order of their keys
 * @param prefixes what has keys below it, up to and with the slash, in order
 * @param next continues the listing; empty on the last page
 */
public record ObjectPage(List<ListedObject> objects, List<String> prefixes, Optional<String> next) {

  /**
   * An object as a listing shows it.
   *
   * @param etag with its quotes; empty if the store sent none
   * @param storageClass empty for the standard one
   */
  public record ListedObject(
      String key, long size, String etag, Instant modified, Optional<String> storageClass) {

    /** A marker has no content that could change, and some stores give it two ETags. */
    public Condition version() {
      return key.endsWith("/") || etag.isEmpty() ? Condition.none() : new Condition.Version(etag);
    }
  }

  public static ObjectPage of(ListObjectsV2Response page) {
    return new ObjectPage(
        page.contents().stream().map(ObjectPage::listed).toList(),
        page.commonPrefixes().stream().map(CommonPrefix::prefix).filter(Objects::nonNull).toList(),
        Boolean.TRUE.equals(page.isTruncated())
            ? Optional.ofNullable(page.nextContinuationToken())
            : Optional.empty());
  }

  private static ListedObject listed(S3Object o) {
    return new ListedObject(
        o.key(),
        o.size() == null ? 0 : o.size(),
        S3Operations.orEmpty(o.eTag()),
        o.lastModified() == null ? Instant.EPOCH : o.lastModified(),
        ObjectHead.notStandard(o.storageClassAsString()));
  }

  public boolean isEmpty() {
    return objects.isEmpty() && prefixes.isEmpty();
  }
}
