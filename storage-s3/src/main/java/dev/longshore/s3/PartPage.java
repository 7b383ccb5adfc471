package dev.longshore.s3;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.Part;

/**
 * A page of the parts of an open upload.
 *
 * @param next the marker for the following page; empty on the last
 */
record PartPage(List<ListedPart> parts, Optional<Integer> next) {

  /** A part as a listing shows it. */
  record ListedPart(int number, long size, String etag, Instant modified) {}

  static PartPage of(ListPartsResponse page) {
    return new PartPage(
        page.parts().stream().map(PartPage::listed).toList(),
        Boolean.TRUE.equals(page.isTruncated())
            ? Optional.of(page.nextPartNumberMarker())
            : Optional.empty());
  }

  private static ListedPart listed(Part part) {
    return new ListedPart(
        part.partNumber(), part.size(), S3Operations.orEmpty(part.eTag()), part.lastModified());
  }
}
