package dev.longshore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage;
import dev.longshore.ftp.storage.Storage.Wanted;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.user.HomeMapping;
import dev.longshore.ftp.user.Permission;
import dev.longshore.ftp.user.User;
import dev.longshore.s3.S3WithFaults.Fault;
import dev.longshore.s3.call.ProviderProfile;
import dev.longshore.s3.call.S3CallListener;
import dev.longshore.s3.transfer.TransferFixture;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What {@link TreeOperations} keeps when others write at the same time or an answer is lost. */
class TreeOperationsTest {
  @RegisterExtension static final EmbeddedS3 S3 = new EmbeddedS3();

  private final String bucket = S3.newBucket();
  private final S3WithFaults store;
  private final S3Storages storages;
  private final Storage storage;

  TreeOperationsTest() throws IOException {
    store = new S3WithFaults(S3.endpoint());
    ProviderProfile unconditional = ProviderProfile.named("gcs").orElseThrow();
    storages =
        new S3Storages(
            TestSettings.of(store.endpoint(), unconditional),
            S3CallListener.NONE,
            TransferFixture.RETRY);
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
  void withoutConditionalDeletionsAFileThatWasReplacedMeanwhileStays() {
    put("f", "old");
    store.on("HEAD /" + bucket + "/n ", 1, new Fault.After(() -> put("f", "newer")));

    assertFails(Kind.CHANGED, () -> storage.rename(path("/f"), path("/n")));

    assertThat(text("f")).isEqualTo("newer");
    assertThat(text("n")).isEqualTo("old");
  }

  @Test
  void withoutConditionalDeletionsAFileOfADirectoryThatWasReplacedMeanwhileStays() {
    put("d/f", "old");
    store.on("HEAD /" + bucket + "/n/f ", 1, new Fault.After(() -> put("d/f", "newer")));

    assertFails(Kind.CHANGED, () -> storage.rename(path("/d"), path("/n")));

    assertThat(text("d/f")).isEqualTo("newer");
    assertThat(text("n/f")).isEqualTo("old");
  }

  @Test
  void aDirectoryThatItMadeWithoutHearingSoIsItsOwn() throws Exception {
    store.on("PUT /" + bucket + "/new/", 1, new Fault.AnswerAfterwards(500, ""));
    store.on("PUT /" + bucket + "/new/", 1, new Fault.Answer(412, ""));

    storage.makeDirectory(path("/new"));

    assertThat(storage.stat(path("/new"), Wanted.DIRECTORY)).isPresent();
    assertThat(store.count("PUT /" + bucket + "/new/")).isEqualTo(2);
  }

  @Test
  void anotherTimeLeavesHowAFileIsServed() throws Exception {
    S3.client()
        .putObject(
            r ->
                r.bucket(bucket)
                    .key("page")
                    .contentType("text/html")
                    .cacheControl("max-age=60")
                    .contentDisposition("inline")
                    .contentEncoding("gzip")
                    .contentLanguage("en"),
            RequestBody.fromString("x"));

    storage.touch(path("/page"), Instant.EPOCH);

    HeadObjectResponse head = S3.client().headObject(r -> r.bucket(bucket).key("page"));
    assertThat(head.contentType()).isEqualTo("text/html");
    assertThat(head.cacheControl()).isEqualTo("max-age=60");
    assertThat(head.contentDisposition()).isEqualTo("inline");
    assertThat(head.contentEncoding()).isEqualTo("gzip");
    assertThat(head.contentLanguage()).isEqualTo("en");
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
