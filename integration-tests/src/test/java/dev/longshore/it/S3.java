package dev.longshore.it;

import dev.longshore.demo.LocalS3;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The object storage behind a gateway, and what is stored there, asked for through the S3 API and
 * not through the gateway. Safe for several threads.
 */
public final class S3 implements AutoCloseable {
  public static final String BUCKET = "files";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final @Nullable LocalS3 server;
  private final URI endpoint;
  private final AwsBasicCredentials credentials;
  private final S3Client client;

  private S3(LocalS3 server) {
    this(server.endpoint(), server.accessKeyId(), server.secretAccessKey(), server);
  }

  private S3(URI endpoint, String accessKeyId, String secret, @Nullable LocalS3 server) {
    this.server = server;
    this.endpoint = endpoint;
    this.credentials = AwsBasicCredentials.create(accessKeyId, secret);
    this.client =
        S3Client.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .credentialsProvider(StaticCredentialsProvider.create(credentials))
            .build();
  }

  /** An S3 with one empty bucket, which is gone when this is closed. */
  public static S3 inMemory() throws IOException {
    return withBucket(new S3(LocalS3.inMemory()));
  }

  /** One that speaks HTTPS too. */
  static S3 withTls(Certificate certificate) throws IOException {
    return withBucket(
        new S3(LocalS3.inMemoryWithTls(certificate.keyStore(), Certificate.PASSWORD)));
  }

  /** An S3 whose objects are files; the bucket may be there from an earlier time. */
  public static S3 inDirectory(Path directory) throws IOException {
    return withBucket(new S3(LocalS3.inDirectory(directory)));
  }

  /** One that runs elsewhere; the bucket is made there unless it is there. */
  public static S3 at(URI endpoint, String accessKeyId, String secretAccessKey) {
    return withBucket(new S3(endpoint, accessKeyId, secretAccessKey, null));
  }

  private static S3 withBucket(S3 s3) {
    boolean there =
        s3.client.listBuckets().buckets().stream().anyMatch(each -> each.name().equals(BUCKET));
    if (!there) {
      s3.client.createBucket(request -> request.bucket(BUCKET));
    }
    return s3;
  }

  /** Where its API is. */
  public URI endpoint() {
    return endpoint;
  }

  URI secureEndpoint() {
    return Objects.requireNonNull(server).secureEndpoint();
  }

  public String accessKeyId() {
    return credentials.accessKeyId();
  }

  public String secretAccessKey() {
    return credentials.secretAccessKey();
  }

  /** Stores an object; a key that ends in a slash is a directory's marker. */
  public void put(String key, byte[] content) {
    client.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
  }

  /** The same with user metadata. */
  public void put(String key, byte[] content, Map<String, String> metadata) {
    client.putObject(
        request -> request.bucket(BUCKET).key(key).metadata(metadata),
        RequestBody.fromBytes(content));
  }

  /** Takes all objects away whose keys begin with the prefix. */
  public void remove(String prefix) {
    keys(prefix).forEach(key -> client.deleteObject(request -> request.bucket(BUCKET).key(key)));
  }

  /** The time of its own that an object has, if it has one. */
  public Optional<Instant> modified(String key) {
    var head = client.headObject(request -> request.bucket(BUCKET).key(key));
    return Optional.ofNullable(head.metadata().get("mtime"))
        .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)));
  }

  /** When an object was stored. */
  public Instant stored(String key) {
    return client.headObject(request -> request.bucket(BUCKET).key(key)).lastModified();
  }

  /** An object's content. */
  public byte[] bytes(String key) {
    return client.getObjectAsBytes(request -> request.bucket(BUCKET).key(key)).asByteArray();
  }

  /** An object's content, of which there may be more than memory. The caller closes it. */
  public InputStream open(String key) {
    return client.getObject(request -> request.bucket(BUCKET).key(key));
  }

  /** Whether there is an object of exactly this key. */
  public boolean has(String key) {
    try {
      client.headObject(request -> request.bucket(BUCKET).key(key));
      return true;
    } catch (NoSuchKeyException e) {
      return false;
    }
  }

  /** An object's user metadata. */
  public Map<String, String> metadata(String key) {
    return client.headObject(request -> request.bucket(BUCKET).key(key)).metadata();
  }

  /** All keys that begin with the prefix, sorted. */
  public Set<String> keys(String prefix) {
    var keys = new TreeSet<String>();
    client
        .listObjectsV2Paginator(request -> request.bucket(BUCKET).prefix(prefix))
        .contents()
        .stream()
        .map(S3Object::key)
        .forEach(keys::add);
    return keys;
  }

  /** The keys of multipart uploads that were begun and neither completed nor aborted. */
  public List<String> openUploads() {
    return client.listMultipartUploads(request -> request.bucket(BUCKET)).uploads().stream()
        .map(MultipartUpload::key)
        .toList();
  }

  /** Waits until none is open below a prefix: they are removed beside the answer to the client. */
  public void awaitNoUploads(String prefix) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (openUploads().stream().anyMatch(key -> key.startsWith(prefix))) {
      if (System.nanoTime() > end) {
        throw new AssertionError("still open: " + openUploads());
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
    if (server != null) {
      server.close();
    }
  }
}
