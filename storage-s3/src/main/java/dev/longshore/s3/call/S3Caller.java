package dev.longshore.s3.call;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What every call of S3 has in common: its time is measured, its failure translated, and what an
 * operator must mend is logged. Used by {@link S3Operations} and {@link MultipartOperations}.
 */
final class S3Caller {
  private final S3Errors errors;
  private final S3CallListener listener;
  private final OperatorLog log;

  S3Caller(S3Errors errors, S3CallListener listener, OperatorLog log) {
    this.errors = errors;
    this.listener = listener;
    this.log = log;
  }

  <T> T call(S3Call call, S3Location at, Condition condition, Supplier<T> request)
      throws StorageException {
    long start = System.nanoTime();
    try {
      T answer = request.get();
      listener.called(call, since(start), Optional.empty());
      return answer;
    } catch (SdkException e) {
      throw failed(
          call, at, start, errors.translate(e, call + " " + at, condition), isCalledOff(e));
    } catch (UncheckedIOException e) {
      // What the SDK throws where an answer can not be read to its end, or not understood.
      throw failed(call, at, start, errors.unreadable(e, call + " " + at), isInterrupted());
    }
  }

  private StorageException failed(
      S3Call call, S3Location at, long start, StorageException failure, boolean calledOff) {
    if (!calledOff) {
      log.failed(at.bucket(), failure);
    }
    listener.called(call, since(start), Optional.of(failure.kind()));
    return failure;
  }

  /** As {@link #call}, empty where nothing is there. */
  <T> Optional<T> find(S3Call call, S3Location at, Supplier<T> request) throws StorageException {
    try {
      return Optional.of(call(call, at, Condition.none(), request));
    } catch (StorageException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether we ended the call ourselves, by an interrupt; the SDK's timeouts do not. */
  private static boolean isCalledOff(SdkException failure) {
    return failure instanceof AbortedException || isInterrupted();
  }

  private static boolean isInterrupted() {
    return Thread.currentThread().isInterrupted();
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
