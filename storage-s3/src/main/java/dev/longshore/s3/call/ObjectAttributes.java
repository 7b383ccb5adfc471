package dev.longshore.s3.call;

import static dev.longshore.s3.call.S3Operations.orEmpty;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * What an object bears beside its bytes.
 *
 * @param contentType its media type
 * @param metadata user metadata, names without {@code x-amz-meta-}, values in ASCII: some stores
 *     sign others wrongly
 * @param serving how it is served over HTTP; FTP only keeps it
 */
public record ObjectAttributes(String contentType, Map<String, String> metadata, Serving serving) {

  /** The user metadata by which a write tells its object from all others. */
  public static final String TOKEN = "gw-token";

  /** The headers of HTTP that a store keeps with an object; null where it has none. */
  record Serving(
      @Nullable String cacheControl,
      @Nullable String disposition,
      @Nullable String encoding,
      @Nullable String language,
      @Nullable Instant expires) {

    static final Serving USUAL = new Serving(null, null, null, null, null);
  }

  public static final ObjectAttributes FILE =
      new ObjectAttributes("application/octet-stream", Map.of());

  /** A directory marker: the type that most tools write. */
  public static final ObjectAttributes DIRECTORY =
      new ObjectAttributes("application/x-directory", Map.of());

  public ObjectAttributes {
    metadata = Map.copyOf(metadata);
  }

  public ObjectAttributes(String contentType, Map<String, String> metadata) {
    this(contentType, metadata, Serving.USUAL);
  }

  public ObjectAttributes withMetadata(Map<String, String> other) {
    return new ObjectAttributes(contentType, other, serving);
  }

  public static ObjectAttributes of(HeadObjectResponse r) {
    return new ObjectAttributes(
        orEmpty(r.contentType()),
        r.metadata(),
        new Serving(
            r.cacheControl(),
            r.contentDisposition(),
            r.contentEncoding(),
            r.contentLanguage(),
            date(r.expiresString())));
  }

  public static ObjectAttributes of(GetObjectResponse r) {
    return new ObjectAttributes(
        orEmpty(r.contentType()),
        r.metadata(),
        new Serving(
            r.cacheControl(),
            r.contentDisposition(),
            r.contentEncoding(),
            r.contentLanguage(),
            date(r.expiresString())));
  }

  void addTo(PutObjectRequest.Builder r) {
    r.contentType(contentType)
        .metadata(metadata)
        .cacheControl(serving.cacheControl())
        .contentDisposition(serving.disposition())
        .contentEncoding(serving.encoding())
        .contentLanguage(serving.language())
        .expires(serving.expires());
  }

  void addTo(CopyObjectRequest.Builder r) {
    r.contentType(contentType)
        .metadata(metadata)
        .cacheControl(serving.cacheControl())
        .contentDisposition(serving.disposition())
        .contentEncoding(serving.encoding())
        .contentLanguage(serving.language())
        .expires(serving.expires());
  }

  void addTo(CreateMultipartUploadRequest.Builder r) {
    r.contentType(contentType)
        .metadata(metadata)
        .cacheControl(serving.cacheControl())
        .contentDisposition(serving.disposition())
        .contentEncoding(serving.encoding())
        .contentLanguage(serving.language())
        .expires(serving.expires());
  }

  /** RFC 9110, section 5.6.7; what is no date can not be sent again and means "expired". */
  private static @Nullable Instant date(@Nullable String expires) {
    try {
      return Optional.ofNullable(expires)
          .map(text -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from))
          .orElse(null);
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }
}
