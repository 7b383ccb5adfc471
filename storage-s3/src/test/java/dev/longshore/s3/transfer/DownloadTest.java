package dev.longshore.s3.transfer;

import static dev.longshore.s3.transfer.TransferFixture.MIB;
import static dev.longshore.s3.transfer.TransferFixture.bytes;
import static dev.longshore.s3.transfer.UploadTest.assertKind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.longshore.ftp.storage.Download;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.EmbeddedS3;
import dev.longshore.s3.S3WithFaults;
import dev.longshore.s3.S3WithFaults.Fault;
import dev.longshore.s3.call.Body;
import dev.longshore.s3.call.Condition;
import dev.longshore.s3.call.ObjectAttributes;
import dev.longshore.s3.call.ProviderProfile;
import dev.longshore.s3.call.S3Location;
import dev.longshore.s3.memory.UploadMemory;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DownloadTest {
  @RegisterExtension static final EmbeddedS3 S3 = new EmbeddedS3();

  private static final int SIZE = 20 * MIB;

  private final String bucket = S3.newBucket();
  private final S3Location at = new S3Location(bucket, "file");
  private final String get = "GET /" + bucket + "/file ";
  private final S3WithFaults faults;
  private final TransferFixture s3;

  DownloadTest() throws IOException {
    faults = new S3WithFaults(S3.endpoint());
    s3 = new TransferFixture(faults.endpoint(), ProviderProfile.OTHER, 64L * MIB);
  }

  @AfterEach
  void nothingIsHeld() throws IOException {
    s3.awaitNothingLeft(bucket);
    s3.close();
    faults.close();
  }

  @Test
  void aSmallFileIsOneRequest() throws IOException {
    s3.store(at, bytes(1000, 1));

    try (Download download = s3.downloads.open(at, 0)) {
      assertThat(download.size()).isEqualTo(1000);
      assertThat(download.content().readAllBytes()).isEqualTo(bytes(1000, 1));
    }

    assertThat(faults.count("^(GET|HEAD) ")).isEqualTo(1);
  }

  @Test
  void aLargeFileIsReadFromAnyOffset() throws IOException {
    byte[] content = bytes(SIZE, 1);
    s3.store(at, content);

    for (int offset : new int[] {0, 1, 8 * MIB, SIZE - 1}) {
      assertThat(s3.read(at, offset)).isEqualTo(Arrays.copyOfRange(content, offset, SIZE));
    }
  }

  @Test
  void aFileIsReadWhenThereIsNoMemoryToReadAhead() throws IOException {
    s3.store(at, bytes(SIZE, 1));
    try (UploadMemory hog = s3.budget.admit("hog")) {
      while (hog.next() != null) {
        assertThat(s3.budget.used()).isPositive();
      }
      assertThat(s3.read(at, 0)).isEqualTo(bytes(SIZE, 1));
    }
  }

  @Test
  void atTheEndOfAFileThereIsNothingAndBeyondItIsOutOfRange() throws IOException {
    s3.store(at, bytes(10, 1));

    assertThat(s3.read(at, 10)).isEmpty();
    assertKind(Kind.OUT_OF_RANGE, () -> s3.downloads.open(at, 11));
  }

  @Test
  void anEmptyFileIsRead() throws IOException {
    s3.store(at, new byte[0]);

    assertThat(s3.read(at, 0)).isEmpty();
    assertKind(Kind.OUT_OF_RANGE, () -> s3.downloads.open(at, 1));
  }

  @Test
  void whatIsMissingOrStandsForADirectoryIsNotFound() throws IOException {
    s3.operations.putObject(
        at, Body.EMPTY, ObjectAttributes.DIRECTORY, Condition.none(), Optional.empty());

    assertKind(Kind.NOT_FOUND, () -> s3.downloads.open(at, 0));
    assertKind(Kind.NOT_FOUND, () -> s3.downloads.open(new S3Location(bucket, "no"), 0));
    assertKind(Kind.NOT_FOUND, () -> s3.downloads.open(new S3Location(bucket, "no"), 5));
  }

  @Test
  void whatIsArchivedIsSaidToBe() {
    faults.on(get, 9, new Fault.Answer(403, "<Error><Code>InvalidObjectState</Code></Error>"));

    assertKind(Kind.ARCHIVED, () -> s3.downloads.open(at, 0));
  }

  @Test
  void aBodyThatBreaksOffIsResumedWhereItBroke() throws IOException {
    s3.store(at, bytes(SIZE, 1));
    faults.on(get, 1, new Fault.ResetInAnswer(3 * MIB));
    faults.on(get, 1, new Fault.Answer(503, "<Error><Code>SlowDown</Code></Error>"));
    faults.on(get, 1, new Fault.ResetInAnswer(100));

    assertThat(s3.read(at, 0)).isEqualTo(bytes(SIZE, 1));
  }

  @Test
  void aBodyThatAlwaysBreaksOffFailsTheDownload() throws IOException {
    s3.store(at, bytes(1000, 1));
    faults.on(get, 100, new Fault.ResetInAnswer(0));

    assertKind(Kind.UNAVAILABLE, () -> s3.read(at, 0));
  }

  @Test
  void smallFilesShareAConnection() throws IOException {
    s3.store(at, bytes(1000, 1));
    int before = faults.connections();

    for (int i = 0; i < 10; i++) {
      assertThat(s3.read(at, 0)).hasSize(1000);
    }

    assertThat(faults.connections() - before).isEqualTo(1);
  }

  @Test
  void aReadAheadThatFailsIsReadDirectly() throws IOException {
    s3.store(at, bytes(SIZE, 1));
    try (Download download = s3.downloads.open(at, 0)) {
      faults.on(get, 1, new Fault.Answer(403, "<Error><Code>AccessDenied</Code></Error>"));

      assertThat(download.content().readAllBytes()).isEqualTo(bytes(SIZE, 1));
    }
    assertThat(faults.count("^" + Pattern.quote(get))).isEqualTo(4);
  }

  @Test
  void aDownloadThatRunsKeepsItsConnectionWhileAnotherWaitsForOne() throws Exception {
    s3.store(at, bytes(SIZE, 1));
    try (TransferFixture narrow =
        new TransferFixture(faults.endpoint(), ProviderProfile.OTHER, 64L * MIB, 1)) {
      Download running = narrow.downloads.open(at, 0);
      CompletableFuture<Download> waiting =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return narrow.downloads.open(at, 0);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });

      assertThat(running.content().readAllBytes()).isEqualTo(bytes(SIZE, 1));
      assertThat(waiting).isNotDone();

      running.close();
      waiting.get(10, TimeUnit.SECONDS).close();
    }
  }

  @Test
  void aFileThatIsReplacedWhileItIsReadIsNotMixed() throws IOException {
    s3.store(at, bytes(SIZE, 1));
    try (Download download = s3.downloads.open(at, 0)) {
      assertThat(download.content().read()).isNotNegative();
      s3.operations.putObject(
          at,
          Body.of(bytes(SIZE, 2)),
          new ObjectAttributes("text/plain", Map.of()),
          Condition.none(),
          Optional.empty());

      assertKind(Kind.CHANGED, () -> download.content().readAllBytes());
    }
  }

  @Test
  void aFileThatIsDeletedWhileItIsReadIsChanged() throws IOException {
    s3.store(at, bytes(SIZE, 1));
    try (Download download = s3.downloads.open(at, 0)) {
      s3.operations.deleteObject(at, Condition.none());

      assertKind(Kind.CHANGED, () -> download.content().readAllBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void closingEndsABlockedReadAtOnce(boolean inBody) throws Exception {
    s3.store(at, bytes(SIZE, 1));
    Download download = s3.downloads.open(at, 0);
    download.content().readNBytes(MIB);
    faults.on(get, 9, inBody ? new Fault.StallInAnswer(MIB) : new Fault.Stall());
    CompletableFuture<Integer> rest =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return download.content().readAllBytes().length;
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    while (faults.count("^" + Pattern.quote(get)) < 2) {
      LockSupport.parkNanos(1_000_000);
    }

    download.close();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> rest.get(1, TimeUnit.SECONDS))
        .withRootCauseInstanceOf(StorageException.class);
    faults.releaseStalled();
  }
}
