package dev.longshore.s3.call;

import static dev.longshore.s3.call.ProviderProfile.Trait.CHECKS_CRC32C;
import static dev.longshore.s3.call.ProviderProfile.Trait.EXPECTS_CONTINUE;
import static dev.longshore.s3.call.ProviderProfile.Trait.NO_CONDITIONAL_WRITES;
import static dev.longshore.s3.call.ProviderProfile.Trait.NO_PART_COPY;
import static dev.longshore.s3.call.ProviderProfile.Trait.UNIFORM_PARTS;
import static dev.longshore.s3.call.ProviderProfile.Trait.VIRTUAL_HOSTED;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a kind of store does differently, as data; chosen by {@code longshore.s3.profile} or by the
 * endpoint.
 *
 * <p>Sources: the vendors' documentation, rclone's list of providers, and our own measurements.
 *
 * @param name as it stands in the settings
 * @param domains an endpoint in one of these is of this kind
 * @param traits what it does differently
 * @param limits its numbers
 */
public record ProviderProfile(String name, List<String> domains, Set<Trait> traits, Limits limits) {

  /** A way to be different. */
  public enum Trait {
    /** The bucket stands in the host's name and not in the path of the URL. */
    VIRTUAL_HOSTED,
    /** It checks an {@code x-amz-checksum-crc32c} header of a part or an object. */
    CHECKS_CRC32C,
    /** All parts of an upload but the last must have one size. */
    UNIFORM_PARTS,
    /** It does not know UploadPartCopy. */
    NO_PART_COPY,
    /** It must not be sent If-Match and If-None-Match with calls that write or delete. */
    NO_CONDITIONAL_WRITES,
    /** It can refuse a body before it is sent (Expect: 100-continue). */
    EXPECTS_CONTINUE
  }

  /**
   * A store's numbers.
   *
   * @param minPartBytes the smallest part that another may follow
   * @param maxParts how many parts an upload may have
   * @param maxPartsInFlight how many parts of one upload it likes at once
   * @param maxCopyBytes the largest object that one CopyObject takes
   * @param maxNameBytes the longest name between two slashes, in UTF-8
   */
  public record Limits(
      long minPartBytes, int maxParts, int maxPartsInFlight, long maxCopyBytes, int maxNameBytes) {

    public static final Limits USUAL = new Limits(5L << 20, 10_000, 16, 5L << 30, 1024);

    Limits minPartBytes(long bytes) {
      return new Limits(bytes, maxParts, maxPartsInFlight, maxCopyBytes, maxNameBytes);
    }

    Limits maxParts(int parts) {
      return new Limits(minPartBytes, parts, maxPartsInFlight, maxCopyBytes, maxNameBytes);
    }

    Limits maxPartsInFlight(int parts) {
      return new Limits(minPartBytes, maxParts, parts, maxCopyBytes, maxNameBytes);
    }

    public Limits maxCopyBytes(long bytes) {
      return new Limits(minPartBytes, maxParts, maxPartsInFlight, bytes, maxNameBytes);
    }

    Limits maxNameBytes(int bytes) {
      return new Limits(minPartBytes, maxParts, maxPartsInFlight, maxCopyBytes, bytes);
    }
  }

  /** Amazon's own. */
  public static final ProviderProfile AWS =
      of("aws", VIRTUAL_HOSTED, CHECKS_CRC32C, EXPECTS_CONTINUE)
          .in("amazonaws.com", "amazonaws.com.cn");

  /** Nothing is known of it: the most careful choice of each. */
  public static final ProviderProfile OTHER = of("other", UNIFORM_PARTS);

  /** All kinds, each name once. */
  public static final List<ProviderProfile> ALL =
      List.of(
          AWS,
          of("minio", CHECKS_CRC32C).with(Limits.USUAL.maxNameBytes(255)),
          of("rustfs", CHECKS_CRC32C).with(Limits.USUAL.maxNameBytes(255)),
          of("ceph").in("digitaloceanspaces.com"),
          of("r2", CHECKS_CRC32C, UNIFORM_PARTS)
              .in("r2.cloudflarestorage.com")
              .with(Limits.USUAL.maxPartsInFlight(3)),
          of("gcs", NO_PART_COPY, NO_CONDITIONAL_WRITES).in("storage.googleapis.com"),
          of("wasabi", VIRTUAL_HOSTED).in("wasabisys.com"),
          of("b2", VIRTUAL_HOSTED)
              .in("backblazeb2.com")
              .with(Limits.USUAL.maxCopyBytes(5_000_000_000L)),
          of("seaweedfs"),
          of("garage", UNIFORM_PARTS),
          of("ecs"),
          of("ontap"),
          of("storagegrid"),
          of("scaleway").in("scw.cloud").with(Limits.USUAL.maxParts(1000)),
          of("storj", NO_PART_COPY).in("storjshare.io").with(Limits.USUAL.minPartBytes(64L << 20)),
          OTHER);

  public ProviderProfile {
    domains = List.copyOf(domains);
    traits = Set.copyOf(traits);
  }

  /** The one of this name, in any case. */
  public static Optional<ProviderProfile> named(String name) {
    return ALL.stream().filter(profile -> profile.name.equalsIgnoreCase(name)).findFirst();
  }

  /**
   * The one whose domain the endpoint is in, {@link #OTHER} if it is in none.
   *
   * @param endpoint empty for AWS
   */
  public static ProviderProfile forEndpoint(Optional<URI> endpoint) {
    if (endpoint.isEmpty()) {
      return AWS;
    }
    String host = "." + endpoint.map(URI::getHost).orElse("").toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(profile -> profile.domains.stream().anyMatch(d -> host.endsWith("." + d)))
        .findFirst()
        .orElse(OTHER);
  }

  /** Whether it has a trait. */
  public boolean has(Trait trait) {
    return traits.contains(trait);
  }

  private static ProviderProfile of(String name, Trait... traits) {
    return new ProviderProfile(name, List.of(), Set.of(traits), Limits.USUAL);
  }

  private ProviderProfile in(String... endpoints) {
    return new ProviderProfile(name, List.of(endpoints), traits, limits);
  }

  private ProviderProfile with(Limits other) {
    return new ProviderProfile(name, domains, traits, other);
  }
}
