package dev.longshore.s3.call;

import dev.longshore.ftp.storage.Checksum;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.s3.call.ProviderProfile.Trait;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MetadataDirective;

/**
 * A method for each call of S3 on whole objects; {@link #multipart()} has those of multipart
 * uploads.
 *
 * <p>Thin: each makes one call, bounded in time, on the caller's thread, and throws {@link
 * StorageException} with a kind. A failed condition is {@link Condition#failure()}.
 */
public final class S3Operations {
  /** The bytes a second below which an upload is given up. */
  private static final long SLOWEST = 128 << 10;

  private static final Duration SHORTEST = Duration.ofSeconds(30);

  private final S3Clients clients;
  private final S3Settings settings;
  private final S3Caller caller;
  private final AwsRequestOverrideConfiguration quick;
  private final AwsRequestOverrideConfiguration patient;
  private final MultipartOperations multipart;

  public S3Operations(S3Clients clients, S3Settings settings, S3CallListener listener) {
    this.clients = clients;
    this.settings = settings;
    this.quick = within(settings.timeouts().call());
    this.patient = within(settings.timeouts().complete());
    S3Errors errors = new S3Errors(settings.endpointName());
    this.caller = new S3Caller(errors, listener, new OperatorLog());
    this.multipart = new MultipartOperations(clients, settings, caller);
  }

  public MultipartOperations multipart() {
    return multipart;
  }

  public ProviderProfile profile() {
    return settings.profile();
  }

  /** The longest that a call may take which moves no data and copies nothing. */
  public Duration patience() {
    return settings.timeouts().call().plus(settings.timeouts().connect());
  }

  /** What is stored at a key; empty if nothing. */
  public Optional<ObjectHead> headObject(S3Location at) throws StorageException {
    return caller
        .find(
            S3Call.HEAD_OBJECT,
            at,
            () ->
                clients
                    .control()
                    .headObject(
                        r -> r.bucket(at.bucket()).key(at.key()).overrideConfiguration(quick)))
        .map(ObjectHead::of);
  }

  /** The checksum that the store keeps of a whole object; {@code NOT_FOUND} if there is none. */
  public Optional<Checksum> objectChecksum(S3Location at, Checksum.Algorithm algorithm)
      throws StorageException {
    HeadObjectResponse head =
        caller.call(
            S3Call.HEAD_OBJECT,
            at,
            Condition.none(),
            () ->
                clients
                    .control()
                    .headObject(
                        r ->
                            r.bucket(at.bucket())
                                .key(at.key())
                                .checksumMode(ChecksumMode.ENABLED)
                                .overrideConfiguration(quick)));
    return ObjectChecksum.in(head, algorithm);
  }

  /**
   * Opens a range of an object; {@code OUT_OF_RANGE} if it begins at the end or beyond, which for
   * an empty object is everywhere.
   */
  public ObjectStream getObject(S3Location at, ByteRange range, Condition version)
      throws StorageException {
    ResponseInputStream<GetObjectResponse> response =
        caller.call(
            S3Call.GET_OBJECT,
            at,
            version,
            () ->
                clients
                    .downloads()
                    .getObject(
                        r ->
                            r.bucket(at.bucket())
                                .key(at.key())
                                .range(range.header())
                                .ifMatch(version.ifMatch().orElse(null))
                                .overrideConfiguration(quick)));
    String answered = response.response().contentRange();
    if (!range.isBegunBy(Optional.ofNullable(answered))) {
      response.abort();
      throw new StorageException(
          StorageException.Kind.UNAVAILABLE,
          "%s: asked for %s, and the store answered with %s"
              .formatted(at, range.header(), answered == null ? "all of it" : answered));
    }
    return new ObjectStream(ObjectHead.of(response.response()), response, at);
  }

  /**
   * Stores an object in one call; one attempt, unless it is empty and so moves no data.
   *
   * @param crc32c in Base64, sent where the store checks it
   * @return the ETag, empty if the store sent none
   */
  public String putObject(
      S3Location at,
      Body body,
      ObjectAttributes attributes,
      Condition condition,
      Optional<String> crc32c)
      throws StorageException {
    Condition sent = condition.forWriting(profile());
    return caller.call(
        S3Call.PUT_OBJECT,
        at,
        sent,
        () ->
            orEmpty(
                (body.length() == 0 ? clients.control() : clients.uploads())
                    .putObject(
                        r ->
                            attributes.addTo(
                                r.bucket(at.bucket())
                                    .key(at.key())
                                    .ifMatch(sent.ifMatch().orElse(null))
                                    .ifNoneMatch(sent.ifNoneMatch().orElse(null))
                                    .checksumCRC32C(checked(crc32c, settings))
                                    .overrideConfiguration(
                                        o -> o.apiCallTimeout(forBytes(body.length())))),
                        body.toRequestBody())
                    .eTag()));
  }

  /**
   * Copies an object of at most {@link ProviderProfile.Limits#maxCopyBytes()} within the store.
   *
   * @param version of the source; some stores ignore it
   * @param target what must be true of what is there; most stores ignore it
   * @param storageClass of the copy, which else is the standard one
   * @param replaced its attributes from now on; empty keeps them
   * @return the ETag of the copy, empty if the store sent none
   */
  public String copyObject(
      S3Location from,
      Condition version,
      S3Location to,
      Condition target,
      Optional<String> storageClass,
      Optional<ObjectAttributes> replaced)
      throws StorageException {
    Condition sent = target.forWriting(profile());
    return caller.call(
        S3Call.COPY_OBJECT,
        to,
        version,
        () ->
            orEmpty(
                clients
                    .control()
                    .copyObject(
                        r -> {
                          r.sourceBucket(from.bucket())
                              .sourceKey(from.key())
                              .destinationBucket(to.bucket())
                              .destinationKey(to.key())
                              .copySourceIfMatch(version.ifMatch().orElse(null))
                              .ifMatch(sent.ifMatch().orElse(null))
                              .ifNoneMatch(sent.ifNoneMatch().orElse(null))
                              .storageClass(storageClass.orElse(null))
                              .overrideConfiguration(patient);
                          replaced.ifPresent(
                              a -> a.addTo(r.metadataDirective(MetadataDirective.REPLACE)));
                        })
                    .copyObjectResult()
                    .eTag()));
  }

  /** Deletes an object; does nothing if it is not there. */
  public void deleteObject(S3Location at, Condition version) throws StorageException {
    Condition sent = version.forWriting(profile());
    caller.call(
        S3Call.DELETE_OBJECT,
        at,
        sent,
        () ->
            clients
                .control()
                .deleteObject(
                    r ->
                        r.bucket(at.bucket())
                            .key(at.key())
                            .ifMatch(sent.ifMatch().orElse(null))
                            .overrideConfiguration(quick)));
  }

  /**
   * A page of the objects whose keys begin with a prefix.
   *
   * @param prefix a location whose key is the prefix
   * @param byDirectory whether keys with a further slash are shown by their prefix alone
   * @param continuation of the page before
   */
  public ObjectPage listObjectsV2(
      S3Location prefix, boolean byDirectory, int maxKeys, Optional<String> continuation)
      throws StorageException {
    ListObjectsV2Response page =
        caller.call(
            S3Call.LIST_OBJECTS_V2,
            prefix,
            Condition.none(),
            () ->
                clients
                    .control()
                    .listObjectsV2(
                        r ->
                            r.bucket(prefix.bucket())
                                .prefix(prefix.key())
                                .delimiter(byDirectory ? "/" : null)
                                .maxKeys(maxKeys)
                                .continuationToken(continuation.orElse(null))
                                .encodingType(EncodingType.URL)
                                .overrideConfiguration(quick)));
    return ObjectPage.of(page);
  }

  /** Asks for one bucket, which needs an endpoint and a key; the answer does not matter. */
  public void listBuckets(Duration timeout) throws StorageException {
    caller.call(
        S3Call.LIST_BUCKETS,
        new S3Location("", ""),
        Condition.none(),
        () ->
            clients
                .control()
                .listBuckets(
                    r -> r.maxBuckets(1).overrideConfiguration(o -> o.apiCallTimeout(timeout))));
  }

  /** How long sending so many bytes may take. */
  static Duration forBytes(long length) {
    Duration slowest = Duration.ofSeconds(length / SLOWEST);
    return slowest.compareTo(SHORTEST) > 0 ? slowest : SHORTEST;
  }

  /** Bounds a whole call, with its retries. */
  public static AwsRequestOverrideConfiguration within(Duration time) {
    return AwsRequestOverrideConfiguration.builder().apiCallTimeout(time).build();
  }

  public static @Nullable String checked(Optional<String> crc32c, S3Settings settings) {
    return settings.profile().has(Trait.CHECKS_CRC32C) ? crc32c.orElse(null) : null;
  }

  static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
