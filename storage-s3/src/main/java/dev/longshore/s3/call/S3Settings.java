package dev.longshore.s3.call;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What the S3 storage is made from; already checked.
 *
 * @param endpoint the store's URL, http or https; empty for AWS
 * @param region as the requests are signed for
 * @param pathStyle whether the bucket stands in the URL's path; empty as the profile says
 * @param profile what kind of store it is
 * @param credentials empty for AWS's default chain
 * @param memory bytes for uploads and read-ahead
 * @param connections how many there may be
 * @param timeouts how long a call may take
 * @param tree limits and manners of directories
 */
public record S3Settings(
    Optional<URI> endpoint,
    String region,
    Optional<Boolean> pathStyle,
    ProviderProfile profile,
    Optional<Credentials> credentials,
    long memory,
    Connections connections,
    Timeouts timeouts,
    Tree tree) {

  /** An access key. */
  public record Credentials(String accessKeyId, String secretAccessKey) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "Credentials[" + accessKeyId + "]";
    }
  }

  /**
   * Connections to the store, in three pools so that listings never queue behind parts, nor parts
   * behind downloads whose clients are slow.
   *
   * @param data for uploads, and as many again for downloads
   * @param control for all other calls
   */
  public record Connections(int data, int control) {}

  /**
   * How long a call may take.
   *
   * @param connect until a connection stands
   * @param read between two bytes of an answer
   * @param call for a whole call that moves no data, with its retries
   * @param complete for CompleteMultipartUpload, CopyObject and UploadPartCopy, which work inside
   *     the store
   * @param check for readiness
   */
  public record Timeouts(
      Duration connect, Duration read, Duration call, Duration complete, Duration check) {

    public static final Timeouts DEFAULT =
        new Timeouts(
            Duration.ofSeconds(3),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofMinutes(15),
            Duration.ofSeconds(4));
  }

  /**
   * How directories behave.
   *
   * @param keepEmptyParents whether a directory stays when its last file goes
   * @param renameMaxObjects the most objects that a renamed directory may hold
   * @param touchMaxBytes the largest file whose time may be set afterwards, since that copies it
   */
  public record Tree(boolean keepEmptyParents, int renameMaxObjects, long touchMaxBytes) {
    public static final Tree DEFAULT = new Tree(true, 10_000, 256L << 20);
  }

  /** Whether the bucket stands in the URL's path. */
  public boolean usesPathStyle() {
    return pathStyle.orElse(!profile.has(ProviderProfile.Trait.VIRTUAL_HOSTED));
  }

  /** The endpoint as an operator knows it. */
  public String endpointName() {
    return endpoint.map(URI::toString).orElse("AWS S3 in " + region);
  }
}
