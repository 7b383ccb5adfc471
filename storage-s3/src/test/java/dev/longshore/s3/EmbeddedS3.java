package dev.longshore.s3;

import dev.longshore.s3.call.S3CallListener;
import dev.longshore.s3.call.S3Clients;
import dev.longshore.s3.call.S3Operations;
import dev.longshore.s3.call.S3Settings;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** A real S3 API in this JVM, which checks signatures and keeps objects in memory, for a class. */
public final class EmbeddedS3 implements BeforeAllCallback, AfterAllCallback {
  private static final AtomicInteger BUCKETS = new AtomicInteger();

  private @Nullable S3Proxy proxy;
  private @Nullable S3Clients clients;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    // Before Quarkus configures it, its log takes in every byte that the HTTP client writes.
    Logger.getLogger("").setLevel(Level.WARNING);
    Properties properties = new Properties();
    properties.setProperty("jclouds.identity", "unused");
    properties.setProperty("jclouds.credential", "unused");
    S3Proxy starting =
        S3Proxy.builder()
            .blobStore(BlobStores.create("transient", properties))
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(
                AuthenticationType.AWS_V4,
                TestSettings.KEY.accessKeyId(),
                TestSettings.KEY.secretAccessKey())
            .build();
    starting.start();
    proxy = starting;
    clients = new S3Clients(settings());
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (clients != null) {
      clients.close();
    }
    if (proxy != null) {
      proxy.stop();
    }
  }

  public S3Settings settings() {
    return TestSettings.of(endpoint());
  }

  public URI endpoint() {
    if (proxy == null) {
      throw new IllegalStateException("not started");
    }
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  public S3Clients clients() {
    if (clients == null) {
      throw new IllegalStateException("not started");
    }
    return clients;
  }

  /** The SDK's client, to look at the bucket from outside. */
  public S3Client client() {
    return clients().control();
  }

  public S3Operations operations() {
    return new S3Operations(clients(), settings(), S3CallListener.NONE);
  }

  /** The ids of the multipart uploads that are open in a bucket. */
  public List<String> openUploads(String bucket) {
    return client().listMultipartUploads(r -> r.bucket(bucket)).uploads().stream()
        .map(MultipartUpload::uploadId)
        .toList();
  }

  /** Makes a bucket of its own for a test. */
  public String newBucket() {
    String name = "bucket-" + BUCKETS.incrementAndGet();
    client().createBucket(r -> r.bucket(name));
    return name;
  }
}
