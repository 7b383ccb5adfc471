package dev.longshore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.storage.Content;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage;
import dev.longshore.ftp.storage.Storage.Existing;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.storage.StoreOptions;
import dev.longshore.ftp.user.HomeMapping;
import dev.longshore.ftp.user.Permission;
import dev.longshore.ftp.user.User;
import dev.longshore.s3.S3WithFaults.Fault;
import dev.longshore.s3.call.S3CallListener;
import dev.longshore.s3.transfer.TransferFixture;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;

/** A rename that may replace nothing, when a file comes to its new name meanwhile. */
class KeptTargetTest {
  @RegisterExtension static final EmbeddedS3 S3 = new EmbeddedS3();

  private static final Fault REFUSED =
      new Fault.Answer(412, "<Error><Code>PreconditionFailed</Code></Error>");

  private final String bucket = S3.newBucket();
  private final S3WithFaults store;
  private final S3Storages storages;
  private final Storage storage;

  KeptTargetTest() throws IOException {
    store = new S3WithFaults(S3.endpoint());
    storages =
        new S3Storages(
            TestSettings.of(store.endpoint()), S3CallListener.NONE, TransferFixture.RETRY);
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
    storages.close();
    store.close();
  }

  @Test
  void aFileThatComesBeforeTheCopyIsSeen() {
    put("f", "new");
    store.on("HEAD /" + bucket + "/f ", 1, new Fault.After(() -> put("n", "theirs")));

    assertFails(Kind.ALREADY_EXISTS, () -> storage.rename(path("/f"), path("/n"), Existing.KEEP));

    assertThat(text("n")).isEqualTo("theirs");
    assertThat(text("f")).isEqualTo("new");
  }

  @Test
  void theStoreIsAskedToKeepAFileThatComesInTheVeryMoment() {
    put("f", "new");
    put("n", "theirs");
    store.on("HEAD /" + bucket + "/n ", 1, new Fault.Answer(404, ""));
    store.on("PUT /" + bucket + "/n ", 1, REFUSED);

    assertFails(Kind.ALREADY_EXISTS, () -> storage.rename(path("/f"), path("/n"), Existing.KEEP));

    assertThat(store.values("PUT /" + bucket + "/n ", "If-None-Match")).containsExactly("*");
    assertThat(text("n")).isEqualTo("theirs");
    assertThat(text("f")).isEqualTo("new");
  }

  @Test
  void aSourceThatChangesMeanwhileIsTold() {
    put("f", "new");
    store.on("PUT /" + bucket + "/n ", 1, REFUSED);

    assertFails(Kind.CHANGED, () -> storage.rename(path("/f"), path("/n"), Existing.KEEP));
  }

  @Test
  void aStoreThatRefusesTheConditionCopiesWithoutIt() throws StorageException {
    put("f", "new");
    store.on(
        "PUT /" + bucket + "/n ",
        1,
        new Fault.Answer(501, "<Error><Code>NotImplemented</Code></Error>"));

    storage.rename(path("/f"), path("/n"), Existing.KEEP);

    assertThat(text("n")).isEqualTo("new");
    assertThat(store.count("PUT /" + bucket + "/n ")).isEqualTo(2);
  }

  @Test
  void aCopyThatWasMadeWithoutHearingSoIsItsOwn() throws IOException {
    storage.store(path("/f"), StoreOptions.REPLACE, Content.of(new byte[] {'x'}));
    store.on("PUT /" + bucket + "/n ", 1, new Fault.AnswerAfterwards(412, ""));

    storage.rename(path("/f"), path("/n"), Existing.KEEP);

    assertThat(text("n")).isEqualTo("x");
    assertThat(storage.stat(path("/f"), Storage.Wanted.FILE)).isEmpty();
  }

  private void put(String key, String text) {
    S3.client().putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  private String text(String key) {
    return S3.client().getObjectAsBytes(r -> r.bucket(bucket).key(key)).asUtf8String();
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
