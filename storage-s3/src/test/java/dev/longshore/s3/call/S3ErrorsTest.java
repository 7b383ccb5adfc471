package dev.longshore.s3.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3ErrorsTest {
  private final S3Errors errors = new S3Errors("https://s3.example.com");

  @ParameterizedTest
  @CsvSource({
    "404, NoSuchKey, NOT_FOUND, false",
    "404, NoSuchBucket, NOT_FOUND, false",
    "404, '', NOT_FOUND, false",
    "403, AccessDenied, ACCESS_DENIED, false",
    "403, '', ACCESS_DENIED, false",
    "405, MethodNotAllowed, ACCESS_DENIED, false",
    "403, InvalidAccessKeyId, UNAVAILABLE, false",
    "403, SignatureDoesNotMatch, UNAVAILABLE, false",
    "400, ExpiredToken, UNAVAILABLE, false",
    "403, RequestTimeTooSkewed, UNAVAILABLE, false",
    "403, InvalidObjectState, ARCHIVED, false",
    "412, PreconditionFailed, CHANGED, false",
    "409, ConditionalRequestConflict, BUSY, true",
    "409, OperationAborted, BUSY, true",
    "416, InvalidRange, OUT_OF_RANGE, false",
    "400, KeyTooLongError, NAME_NOT_ALLOWED, false",
    "400, InvalidObjectName, NAME_NOT_ALLOWED, false",
    "400, XMinioParentIsObject, NAME_NOT_ALLOWED, false",
    "400, EntityTooLarge, QUOTA_EXCEEDED, false",
    "403, QuotaExceeded, QUOTA_EXCEEDED, false",
    "507, XMinioStorageFull, QUOTA_EXCEEDED, false",
    "501, NotImplemented, UNSUPPORTED, false",
    "503, SlowDown, UNAVAILABLE, true",
    "500, InternalError, UNAVAILABLE, true",
    "200, InternalError, UNAVAILABLE, true",
    "503, '', UNAVAILABLE, true",
  })
  void anAnswerHasAKind(int status, String code, Kind kind, boolean worthARetry) {
    StorageException failure = errors.translate(answer(status, code), "GET", version());

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(S3Errors.isTransient(failure)).isEqualTo(worthARetry);
    assertThat(failure).hasMessageContaining("https://s3.example.com");
  }

  @Test
  void aFailedConditionMeansWhatWasAskedFor() {
    SdkException failed = answer(412, "PreconditionFailed");

    assertThat(errors.translate(failed, "PUT", Condition.absent()).kind())
        .isEqualTo(Kind.ALREADY_EXISTS);
    assertThat(errors.translate(failed, "GET", version()).kind()).isEqualTo(Kind.CHANGED);
  }

  @ParameterizedTest
  @CsvSource({
    "InvalidAccessKeyId, longshore.s3.access-key-id",
    "SignatureDoesNotMatch, longshore.s3.secret-access-key",
    "AuthorizationHeaderMalformed, longshore.s3.region",
    "RequestTimeTooSkewed, clock",
    "NoSuchBucket, create the bucket",
    "AccessDenied, policy",
  })
  void theMessageSaysWhatToCheck(String code, String advice) {
    assertThat(errors.translate(answer(403, code), "GET", Condition.none()))
        .hasMessageContaining(advice);
  }

  @Test
  void aStoreThatDoesNotAnswerIsUnavailableAndNamed() {
    SdkException failure =
        SdkClientException.create("sending failed", new ConnectException("Connection refused"));

    StorageException translated = errors.translate(failure, "GET", Condition.none());

    assertThat(translated.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(translated).hasMessageContainingAll("https://s3.example.com", "Connection refused");
    assertThat(S3Errors.isTransient(translated)).isTrue();
  }

  @Test
  void missingCredentialsAreTheOperatorsMatter() {
    SdkException failure =
        SdkClientException.create("Unable to load credentials from any of the providers");

    StorageException translated = errors.translate(failure, "GET", Condition.none());

    assertThat(translated).hasMessageContaining("longshore.s3.access-key-id");
    assertThat(S3Errors.isTransient(translated)).isFalse();
  }

  private static Condition version() {
    return new Condition.Version("\"etag\"");
  }

  private static SdkException answer(int status, String code) {
    return S3Exception.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }
}
