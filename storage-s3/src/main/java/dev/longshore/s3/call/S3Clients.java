package dev.longshore.s3.call;

import dev.longshore.s3.call.ProviderProfile.Trait;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The SDK's clients, one with a pool of connections for each kind of work; owned and closed by
 * {@code S3Storages}.
 *
 * <p>Never {@code aws-chunked}: several stores refuse it and some kept its framing as content.
 * Parts carry their checksum in a header, which is known before they are sent.
 */
public final class S3Clients implements AutoCloseable {
  /** A part has its own loop of retries; within the SDK it would hold its memory unseen. */
  private static final int ONE_ATTEMPT = 1;

  private static final int CONTROL_ATTEMPTS = 3;
  private static final Duration ACQUIRE = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofSeconds(20);
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private final AwsCredentialsProvider credentials;
  private final S3Client control;
  private final S3Client uploads;
  private final S3Client downloads;

  public S3Clients(S3Settings settings) {
    this.credentials = credentials(settings);
    this.control = client(settings, CONTROL_ATTEMPTS, settings.connections().control());
    this.uploads = client(settings, ONE_ATTEMPT, settings.connections().data());
    this.downloads = client(settings, CONTROL_ATTEMPTS, settings.connections().data());
  }

  /** For calls that move no data. */
  public S3Client control() {
    return control;
  }

  /** For PutObject and UploadPart. */
  public S3Client uploads() {
    return uploads;
  }

  /** For GetObject, whose connection is held until its body is read or aborted. */
  public S3Client downloads() {
    return downloads;
  }

  @Override
  public void close() {
    control.close();
    uploads.close();
    downloads.close();
    if (credentials instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }

  private static AwsCredentialsProvider credentials(S3Settings settings) {
    return settings
        .credentials()
        .<AwsCredentialsProvider>map(
            key ->
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  private S3Client client(S3Settings settings, int attempts, int connections) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials)
            .forcePathStyle(settings.usesPathStyle())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(
                S3Configuration.builder()
                    .chunkedEncodingEnabled(false)
                    .expectContinueEnabled(settings.profile().has(Trait.EXPECTS_CONTINUE))
                    .build())
            .overrideConfiguration(
                o ->
                    o.retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(attempts)
                            .build()))
            .httpClientBuilder(http(settings, connections));
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private static SdkHttpClient.Builder<?> http(S3Settings settings, int connections) {
    return Apache5HttpClient.builder()
        .maxConnections(connections)
        .connectionTimeout(settings.timeouts().connect())
        .socketTimeout(settings.timeouts().read())
        .connectionAcquisitionTimeout(ACQUIRE)
        .connectionMaxIdleTime(IDLE)
        .connectionTimeToLive(LIFETIME)
        .tcpKeepAlive(true)
        .dnsResolver(new ShufflingDnsResolver());
  }
}
