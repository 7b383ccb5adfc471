package dev.longshore.s3.call;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a failure of S3 means to us; the only place that knows its error codes. Used by {@link
 * S3Caller} for every call.
 */
public final class S3Errors {
  private static final Set<String> OUR_CREDENTIALS =
      Set.of(
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidToken",
          "TokenRefreshRequired",
          "RequestTimeTooSkewed",
          "AuthorizationHeaderMalformed",
          "NotSignedUp",
          "InvalidSecurity");

  private final String endpoint;

  /**
   * Errors of one store.
   *
   * @param endpoint as an operator knows it, for messages
   */
  public S3Errors(String endpoint) {
    this.endpoint = endpoint;
  }

  /** The failure of a call whose answer began and can not be understood. */
  StorageException unreadable(UncheckedIOException failure, String what) {
    return new StorageException(
        Kind.UNAVAILABLE,
        what + ": unreadable answer from " + endpoint + " (" + reason(failure) + ")",
        failure);
  }

  /**
   * A failure as the port knows it.
   *
   * @param what the call and the object, for the message
   * @param condition the condition that was sent with it
   */
  StorageException translate(SdkException failure, String what, Condition condition) {
    return switch (failure) {
      case AwsServiceException service -> answered(service, what, condition);
      case SdkClientException client when isWithoutCredentials(client) ->
          new StorageException(
              Kind.UNAVAILABLE,
              "no credentials for "
                  + endpoint
                  + ": set longshore.s3.access-key-id and longshore.s3.secret-access-key, or give"
                  + " the process a role",
              failure);
      default ->
          new StorageException(
              Kind.UNAVAILABLE,
              what + ": no answer from " + endpoint + " (" + reason(failure) + ")",
              failure);
    };
  }

  /** Whether the same call may well succeed a little later. */
  public static boolean isTransient(StorageException failure) {
    return switch (failure.getCause()) {
      case AwsServiceException service -> isTransient(service.statusCode(), code(service));
      case SdkClientException client -> !isWithoutCredentials(client);
      case null, default -> false;
    };
  }

  private static boolean isTransient(int status, String code) {
    return switch (kind(status, code, Condition.none())) {
      case UNAVAILABLE -> !OUR_CREDENTIALS.contains(code);
      case BUSY -> true;
      default -> false;
    };
  }

  private StorageException answered(AwsServiceException failure, String what, Condition condition) {
    String code = code(failure);
    Kind kind = kind(failure.statusCode(), code, condition);
    String answer = what + ": " + endpoint + " answered " + failure.statusCode() + " " + code;
    return new StorageException(
        kind, advice(code).map(a -> answer + "; " + a).orElse(answer), failure);
  }

  private static Kind kind(int status, String code, Condition condition) {
    if (OUR_CREDENTIALS.contains(code)) {
      return Kind.UNAVAILABLE;
    }
    return switch (code) {
      case "NoSuchKey", "NoSuchBucket", "NoSuchUpload", "NoSuchVersion" -> Kind.NOT_FOUND;
      case "AccessDenied", "AllAccessDisabled", "AccountProblem", "MethodNotAllowed" ->
          Kind.ACCESS_DENIED;
      case "InvalidObjectState" -> Kind.ARCHIVED;
      case "PreconditionFailed" -> condition.failure();
      case "ConditionalRequestConflict", "OperationAborted" -> Kind.BUSY;
      case "InvalidRange" -> Kind.OUT_OF_RANGE;
      case "KeyTooLongError",
          "KeyTooLong",
          "InvalidObjectName",
          "XMinioInvalidObjectName",
          "XMinioParentIsObject" ->
          Kind.NAME_NOT_ALLOWED;
      case "EntityTooLarge", "QuotaExceeded", "QuotaExceededException", "XMinioStorageFull" ->
          Kind.QUOTA_EXCEEDED;
      case "NotImplemented" -> Kind.UNSUPPORTED;
      case "SlowDown", "ServiceUnavailable", "InternalError", "RequestTimeout", "Throttling" ->
          Kind.UNAVAILABLE;
      default -> kindOf(status, condition);
    };
  }

  /** An answer to HEAD has no body and so no code, and some stores have codes of their own. */
  private static Kind kindOf(int status, Condition condition) {
    return switch (status) {
      case 403, 405 -> Kind.ACCESS_DENIED;
      case 404 -> Kind.NOT_FOUND;
      case 409 -> Kind.BUSY;
      case 412 -> condition.failure();
      case 416 -> Kind.OUT_OF_RANGE;
      case 501 -> Kind.UNSUPPORTED;
      case 507 -> Kind.QUOTA_EXCEEDED;
      default -> Kind.UNAVAILABLE;
    };
  }

  private static Optional<String> advice(String code) {
    return switch (code) {
      case "NoSuchBucket" ->
          Optional.of("create the bucket, or correct the home mappings that name it");
      case "InvalidAccessKeyId", "NotSignedUp" ->
          Optional.of("the store does not know this key: check longshore.s3.access-key-id");
      case "SignatureDoesNotMatch" ->
          Optional.of("check longshore.s3.secret-access-key and longshore.s3.region");
      case "AuthorizationHeaderMalformed" -> Optional.of("check longshore.s3.region");
      case "ExpiredToken", "ExpiredTokenException", "InvalidToken", "TokenRefreshRequired" ->
          Optional.of("the session token is no longer valid: check the role of the process");
      case "RequestTimeTooSkewed" -> Optional.of("set this machine's clock");
      case "AccessDenied" -> Optional.of("check the policy of the key or role for this bucket");
      case "PermanentRedirect" ->
          Optional.of("the bucket is in another region: check longshore.s3.region");
      default -> Optional.empty();
    };
  }

  private static String code(AwsServiceException failure) {
    return failure.awsErrorDetails() == null || failure.awsErrorDetails().errorCode() == null
        ? ""
        : failure.awsErrorDetails().errorCode();
  }

  private static boolean isWithoutCredentials(SdkClientException failure) {
    String message = failure.getMessage();
    return message != null && message.startsWith("Unable to load credentials");
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    for (int i = 0; i < 10 && root.getCause() != null; i++) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
