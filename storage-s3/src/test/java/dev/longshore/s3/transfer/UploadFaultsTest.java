package dev.longshore.s3.transfer;

import static dev.longshore.s3.transfer.TransferFixture.MIB;
import static dev.longshore.s3.transfer.TransferFixture.bytes;
import static dev.longshore.s3.transfer.UploadTest.assertKind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.storage.ConnectionLost;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.storage.StoreOptions;
import dev.longshore.ftp.storage.TransferAborted;
import dev.longshore.s3.EmbeddedS3;
import dev.longshore.s3.S3WithFaults;
import dev.longshore.s3.S3WithFaults.Fault;
import dev.longshore.s3.call.ProviderProfile;
import dev.longshore.s3.call.S3Location;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upload that fails changes nothing and leaves nothing behind; one that can succeed does. */
@Timeout(60)
class UploadFaultsTest {
  @RegisterExtension static final EmbeddedS3 S3 = new EmbeddedS3();

  private static final String SLOW_DOWN = "<Error><Code>SlowDown</Code></Error>";
  private static final String INTERNAL = "<Error><Code>InternalError</Code></Error>";
  private static final String PART = "PUT /%s/file?partNumber=";
  private static final int SMALL = 1000;
  private static final int LARGE = 10 * MIB;

  private final String bucket = S3.newBucket();
  private final S3Location at = new S3Location(bucket, "file");
  private final S3WithFaults faults;
  private final TransferFixture s3;

  UploadFaultsTest() throws IOException {
    faults = new S3WithFaults(S3.endpoint());
    s3 = new TransferFixture(faults.endpoint(), ProviderProfile.OTHER, 64L * MIB);
  }

  @BeforeEach
  void anOldFileIsThere() throws IOException {
    s3.store(at, bytes(7, 7));
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    s3.awaitNothingLeft(bucket);
    s3.close();
    faults.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void aStoreThatIsBusyForAWhileIsAskedAgain(int size) throws IOException {
    faults.on("PUT /" + bucket + "/file", 2, new Fault.Answer(503, SLOW_DOWN));
    faults.on("?uploadId=", 1, new Fault.Answer(503, SLOW_DOWN));
    isStored(size);
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void aConnectionThatIsResetInTheBodyIsTriedAgain(int size) throws IOException {
    faults.on("PUT /" + bucket + "/file", 1, new Fault.ResetInRequest(size / 3));
    isStored(size);
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void aStoreThatStaysBusyFailsTheUpload(int size) throws IOException {
    faults.on("PUT /" + bucket + "/file", 100, new Fault.Answer(503, SLOW_DOWN));
    isNotStored(size);
  }

  @Test
  void theClientIsToldToBeginBeforeTheOldBytesAreCopied() throws IOException {
    s3.store(at, bytes(2 * LARGE, 7));
    String copies = "^" + PART.formatted(bucket).replace("?", "[?]");
    long before = faults.count(copies);
    TestContent more =
        new TestContent(bytes(SMALL, 1))
            .beforeBegin(() -> assertThat(faults.count(copies)).isEqualTo(before));

    s3.store(at, StoreOptions.APPEND, more);

    assertThat(more.begun()).isEqualTo(1);
    assertThat(faults.count(copies)).isGreaterThan(before);
    assertThat(s3.operations.headObject(at).orElseThrow().size()).isEqualTo(2 * LARGE + SMALL);
  }

  @Test
  void readingStopsSoonAfterAPartHasFailed() throws IOException {
    faults.on(
        PART.formatted(bucket),
        100,
        new Fault.Answer(403, "<Error><Code>AccessDenied</Code></Error>"));
    TestContent endless =
        new TestContent(
            new java.io.InputStream() {
              @Override
              public int read() {
                return 1;
              }

              @Override
              public int read(byte[] buffer, int offset, int length) {
                return length;
              }
            });

    assertKind(Kind.ACCESS_DENIED, () -> s3.store(at, StoreOptions.REPLACE, endless));

    assertThat(endless.confirmed()).isZero();
    isUnchanged();
  }

  @Test
  void anErrorInsideA200OfCompleteIsTriedAgain() throws IOException {
    faults.on("?uploadId=", 1, new Fault.Answer(200, INTERNAL));
    isStored(LARGE);
  }

  @Test
  void completeThatAlwaysFailsInsideA200FailsTheUpload() throws IOException {
    faults.on("POST /" + bucket + "/file?uploadId=", 100, new Fault.Answer(200, INTERNAL));
    isNotStored(LARGE);
  }

  @Test
  void completeWhoseAnswerIsLostIsASuccess() throws IOException {
    faults.on("?uploadId=", 1, new Fault.AnswerAfterwards(500, INTERNAL));
    isStored(LARGE);
  }

  @Test
  void completeWhoseUploadIsGoneIsASuccessIfTheObjectIsOurs() throws IOException {
    faults.on(
        "?uploadId=",
        1,
        new Fault.AnswerAfterwards(404, "<Error><Code>NoSuchUpload</Code></Error>"));
    isStored(LARGE);
  }

  @Test
  void aRepeatedCreateThatMeetsItsOwnObjectIsASuccess() throws IOException {
    S3Location fresh = new S3Location(bucket, "fresh");
    faults.on("PUT /" + bucket + "/fresh", 1, new Fault.AnswerAfterwards(500, INTERNAL));

    s3.store(fresh, StoreOptions.CREATE, new TestContent(bytes(SMALL, 1)));

    assertThat(s3.read(fresh, 0)).isEqualTo(bytes(SMALL, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /%s/file?uploads",
        "PUT /%s/file?partNumber=",
        "POST /%s/file?uploadId=",
        "PUT /%s/file "
      })
  void whatS3LosesMeanwhileIsNoMissingDirectory(String request) throws IOException {
    faults.on(
        request.formatted(bucket),
        100,
        new Fault.Answer(404, "<Error><Code>NoSuchUpload</Code></Error>"));
    isNotStored(request.endsWith(" ") ? SMALL : LARGE);
  }

  @Test
  void anOldFileThatIsLostMeanwhileIsNoMissingDirectory() throws IOException {
    s3.store(at, bytes(2 * LARGE, 7));
    faults.on(
        PART.formatted(bucket),
        100,
        new Fault.Answer(404, "<Error><Code>NoSuchKey</Code></Error>"));

    assertKind(
        Kind.UNAVAILABLE,
        () -> s3.store(at, StoreOptions.APPEND, new TestContent(bytes(SMALL, 1))));
  }

  @Test
  void aPartWithoutAnETagFailsTheUpload() throws IOException {
    faults.on(PART.formatted(bucket), 100, new Fault.WithoutHeader("ETag"));
    isNotStored(LARGE);
  }

  @Test
  void anAbortThatFailsIsTriedAgain() throws IOException {
    faults.on(PART.formatted(bucket), 100, new Fault.Answer(403, ""));
    faults.on("DELETE /" + bucket + "/file?uploadId=", 2, new Fault.Answer(503, SLOW_DOWN));
    assertThatThrownBy(() -> s3.store(at, bytes(LARGE, 1))).isInstanceOf(IOException.class);
    isUnchanged();
  }

  @Test
  void theEndWaitsForTheCleaningUp() throws IOException {
    CompletableFuture<Void> ending = new CompletableFuture<>();
    faults.on(PART.formatted(bucket), 100, new Fault.Answer(403, ""));
    faults.on("DELETE /" + bucket + "/file?uploadId=", 1, new Fault.After(() -> ending.join()));
    TransferFixture ended =
        new TransferFixture(faults.endpoint(), ProviderProfile.OTHER, 64L * MIB);
    assertThatThrownBy(() -> ended.store(at, bytes(LARGE, 1))).isInstanceOf(IOException.class);

    CompletableFuture<Void> end = CompletableFuture.runAsync(ended::close);
    ending.completeOnTimeout(null, 100, TimeUnit.MILLISECONDS);
    end.join();

    assertThat(faults.count("^GET /" + bucket + "/file[?].*uploadId=")).isPositive();
    isUnchanged();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, SMALL, LARGE})
  void aLostConnectionComesOutUnchanged(int after) throws IOException {
    ConnectionLost lost = new ConnectionLost("reset");
    int[] left = {after};
    TestContent content =
        new TestContent(bytes(2 * LARGE, 1))
            .beforeRead(
                () -> {
                  left[0] -= MIB / 4;
                  if (left[0] < 0) {
                    throw lost;
                  }
                });

    assertThatThrownBy(() -> s3.store(at, StoreOptions.REPLACE, content)).isSameAs(lost);

    assertThat(content.confirmed()).isZero();
    isUnchanged();
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void whatIsTakenBackAtTheLastMomentIsNotStored(int size) throws IOException {
    TransferAborted abort = new TransferAborted("ABOR");
    TestContent content =
        new TestContent(bytes(size, 1))
            .beforeConfirm(
                () -> {
                  throw abort;
                });

    assertThatThrownBy(() -> s3.store(at, StoreOptions.REPLACE, content)).isSameAs(abort);

    assertThat(content.confirmed()).isEqualTo(1);
    isUnchanged();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /%s/file?uploads", "PUT /%s/file?partNumber="})
  void anAbortIsAnsweredWithinASecondWhileS3DoesNotAnswer(String request) throws Exception {
    faults.on(request.formatted(bucket), 1, new Fault.Stall());
    TestContent content = new TestContent(bytes(LARGE, 1));
    CompletableFuture<Void> upload =
        CompletableFuture.runAsync(
            () -> {
              try {
                s3.store(at, StoreOptions.REPLACE, content);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    while (faults.count(java.util.regex.Pattern.quote(request.formatted(bucket))) == 0) {
      LockSupport.parkNanos(1_000_000);
    }

    content.abort();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> upload.get(1, TimeUnit.SECONDS))
        .withRootCauseInstanceOf(TransferAborted.class);
    faults.releaseStalled();
    isUnchanged();
  }

  private void isStored(int size) throws IOException {
    TestContent content = new TestContent(bytes(size, 1));
    s3.store(at, StoreOptions.REPLACE, content);
    assertThat(content.confirmed()).isEqualTo(1);
    assertThat(s3.read(at, 0)).isEqualTo(bytes(size, 1));
  }

  private void isNotStored(int size) throws IOException {
    long start = System.nanoTime();
    assertKind(Kind.UNAVAILABLE, () -> s3.store(at, bytes(size, 1)));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    isUnchanged();
  }

  private void isUnchanged() throws IOException {
    assertThat(S3.operations().headObject(at).orElseThrow().size()).isEqualTo(7);
    s3.awaitNothingLeft(bucket);
  }
}
