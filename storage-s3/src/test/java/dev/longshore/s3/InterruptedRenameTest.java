package dev.longshore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.user.HomeMapping;
import dev.longshore.ftp.user.Permission;
import dev.longshore.ftp.user.User;
import dev.longshore.s3.S3WithFaults.Fault;
import dev.longshore.s3.call.ProviderProfile;
import dev.longshore.s3.call.ProviderProfile.Limits;
import dev.longshore.s3.call.S3CallListener;
import dev.longshore.s3.transfer.TransferFixture;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What is left of a change whose client is gone, which interrupts its thread: one name. */
@Timeout(60)
class InterruptedRenameTest {
  @RegisterExtension static final EmbeddedS3 S3 = new EmbeddedS3();

  private static final int LIMIT = 5 << 20;

  private final Thread call = Thread.currentThread();
  private final String bucket = S3.newBucket();
  private final S3WithFaults store;
  private final S3Storages storages;
  private final Storage storage;

  InterruptedRenameTest() throws IOException {
    store = new S3WithFaults(S3.endpoint());
    ProviderProfile profile =
        new ProviderProfile("test", List.of(), Set.of(), Limits.USUAL.maxCopyBytes(LIMIT));
    storages =
        new S3Storages(
            TestSettings.of(store.endpoint(), profile), S3CallListener.NONE, TransferFixture.RETRY);
    storage =
        storages.forUser(
            new User(
                "test",
                EnumSet.allOf(Permission.class),
                List.of(new HomeMapping("/", "/" + bucket)),
                OptionalInt.empty()));
  }

  @AfterEach
  void close() throws IOException {
    Thread.interrupted();
    store.close();
    storages.close();
  }

  @Test
  void aFileThatIsCopiedGoesAndItsDirectoryStays() throws Exception {
    put("d/f", 3);
    interruptAt("HEAD /" + bucket + "/n ");

    run(() -> storage.rename(path("/d/f"), path("/n")));

    assertThat(keysAtTheEnd()).containsExactly("d/", "n");
  }

  @Test
  void aFileIsDeletedAndItsDirectoryStays() throws Exception {
    put("d/f", 3);
    interruptAt("DELETE /" + bucket + "/d/f");

    run(() -> storage.delete(path("/d/f")));

    assertThat(keysAtTheEnd()).containsExactly("d/");
  }

  @Test
  void aDirectoryThatIsCopiedGoes() throws Exception {
    putADirectory();
    interruptAt("DELETE /" + bucket + "/d/e/1");

    run(() -> storage.rename(path("/d"), path("/n")));

    assertThat(keysAtTheEnd()).containsExactly("n/", "n/e/1", "n/e/2", "n/f");
  }

  @Test
  void aDirectoryOfWhichSomeIsCopiedStays() throws Exception {
    putADirectory();
    interruptAt("HEAD /" + bucket + "/n/e/1 ");
    store.on("PUT /" + bucket + "/n/f", 99, new Fault.Stall());

    run(() -> storage.rename(path("/d"), path("/n")));

    assertThat(keysAtTheEnd()).containsExactly("d/", "d/e/1", "d/e/2", "d/f");
  }

  @Test
  void aCopyInPartsIsGivenUp() throws Exception {
    put("f", LIMIT + 1);
    interruptAt("PUT /" + bucket + "/n?partNumber=1");

    assertFails(Kind.UNAVAILABLE, () -> storage.rename(path("/f"), path("/n")));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(keysAtTheEnd()).containsExactly("f");
    assertThat(S3.openUploads(bucket)).isEmpty();
  }

  @Test
  void theCallEndsSoonAndIsFinishedAlone() throws Exception {
    put("f", 3);
    interruptAt("HEAD /" + bucket + "/n ");
    store.on("DELETE /" + bucket + "/f", 1, new Fault.Stall());
    long start = System.nanoTime();

    assertFails(Kind.UNAVAILABLE, () -> storage.rename(path("/f"), path("/n")));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(Thread.interrupted()).isTrue();
    store.releaseStalled();
    assertThat(keysAtTheEnd()).containsExactly("n");
  }

  private void interruptAt(String request) {
    store.on(request, 1, new Fault.After(call::interrupt));
  }

  /** The call may end well or be let go before its end; it was interrupted either way. */
  private static void run(ThrowingCallable interrupted) {
    try {
      interrupted.call();
    } catch (Throwable e) {
      assertThat(e).isInstanceOf(StorageException.class);
    }
    assertThat(Thread.interrupted()).isTrue();
  }

  private List<String> keysAtTheEnd() {
    storages.close();
    return S3.client().listObjectsV2(r -> r.bucket(bucket)).contents().stream()
        .map(S3Object::key)
        .sorted()
        .toList();
  }

  private void putADirectory() {
    put("d/", 0);
    put("d/e/1", 3);
    put("d/e/2", 4);
    put("d/f", 5);
  }

  private void put(String key, int size) {
    S3.client()
        .putObject(
            r -> r.bucket(bucket).key(key),
            RequestBody.fromBytes(TransferFixture.bytes(size, size)));
  }

  private static FtpPath path(String path) {
    try {
      return FtpPath.of(path);
    } catch (StorageException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void assertFails(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }
}
