package dev.longshore.s3.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.EmbeddedS3;
import dev.longshore.s3.TestSettings;
import dev.longshore.s3.call.MultipartOperations.StoredPart;
import dev.longshore.s3.call.MultipartOperations.UploadId;
import dev.longshore.s3.call.ObjectPage.ListedObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class S3OperationsTest {
  @RegisterExtension static final EmbeddedS3 S3 = new EmbeddedS3();

  private final S3Operations operations = S3.operations();
  private final String bucket = S3.newBucket();

  @Test
  void anObjectComesBackWithItsTypeAndMetadata() throws Exception {
    String etag =
        operations.putObject(
            at("a"),
            body("hello"),
            new ObjectAttributes("text/plain", Map.of("mtime", "12.5")),
            Condition.none(),
            Optional.empty());

    ObjectHead head = operations.headObject(at("a")).orElseThrow();
    assertThat(head.size()).isEqualTo(5);
    assertThat(head.etag()).isEqualTo(etag);
    assertThat(head.modified().toEpochMilli()).isEqualTo(12_500);
    assertThat(head.attributes().contentType()).isEqualTo("text/plain");
    try (ObjectStream stream = operations.getObject(at("a"), ByteRange.from(2), head.version())) {
      assertThat(stream.head().size()).isEqualTo(5);
      assertThat(new String(stream.content().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("llo");
    }
  }

  @Test
  void anObjectThatIsThereIsNotCreatedAgain() throws Exception {
    put("a", "1");

    assertKind(
        Kind.ALREADY_EXISTS,
        () ->
            operations.putObject(
                at("a"), body("2"), ObjectAttributes.FILE, Condition.absent(), Optional.empty()));
  }

  @Test
  void aRangeOfAnotherVersionIsRefused() throws Exception {
    put("a", "1");
    Condition version = operations.headObject(at("a")).orElseThrow().version();
    put("a", "2");

    assertKind(Kind.CHANGED, () -> operations.getObject(at("a"), ByteRange.from(0), version));
  }

  @Test
  void aRangeBeyondTheEndIsOutOfRange() throws Exception {
    put("a", "1");

    assertKind(
        Kind.OUT_OF_RANGE,
        () -> operations.getObject(at("a"), ByteRange.from(5), Condition.none()));
  }

  @Test
  void whatIsMissingIsNotFound() throws Exception {
    assertThat(operations.headObject(at("no"))).isEmpty();
    assertKind(
        Kind.NOT_FOUND, () -> operations.getObject(at("no"), ByteRange.from(0), Condition.none()));
    assertKind(
        Kind.NOT_FOUND,
        () ->
            operations.listObjectsV2(
                new S3Location("no-such-bucket", ""), true, 10, Optional.empty()));
  }

  @Test
  void aWrongSecretIsUnavailableAndSaysWhatToCheck() {
    S3Settings wrong = TestSettings.withSecret(S3.endpoint(), "wrong");
    try (S3Clients clients = new S3Clients(wrong)) {
      S3Operations refused = new S3Operations(clients, wrong, S3CallListener.NONE);
      assertThatThrownBy(() -> refused.listObjectsV2(at(""), true, 1, Optional.empty()))
          .hasMessageContaining("longshore.s3.secret-access-key")
          .extracting(e -> ((StorageException) e).kind())
          .isEqualTo(Kind.UNAVAILABLE);
    }
  }

  @Test
  void oddKeysAreListedAsTheyAre() throws Exception {
    List<String> keys =
        List.of("a b", "a+b", "a%2Fb", "a#b", "a?b", "a&b", "a\"b", "a\\b", "ä", "\uD83D\uDE80");
    for (String key : keys) {
      put("d/" + key, "x");
    }

    ObjectPage page = operations.listObjectsV2(at("d/"), true, 100, Optional.empty());
    assertThat(page.objects().stream().map(ListedObject::key).map(k -> k.substring(2)))
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void pagesFollowEachOther() throws Exception {
    for (int i = 0; i < 5; i++) {
      put("d/" + i, "x");
    }
    List<String> keys = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      ObjectPage page = operations.listObjectsV2(at("d/"), true, 2, next);
      page.objects().forEach(o -> keys.add(o.key()));
      next = page.next();
    } while (next.isPresent());

    assertThat(keys).containsExactly("d/0", "d/1", "d/2", "d/3", "d/4");
  }

  @Test
  void anUploadThatIsGivenUpHasNoParts() throws Exception {
    MultipartOperations multipart = operations.multipart();
    UploadId upload =
        multipart.createMultipartUpload(
            at("given-up"), ObjectAttributes.FILE, Optional.empty(), false);
    multipart.uploadPart(upload, 1, body("part"), Optional.empty());

    multipart.abortMultipartUpload(upload);

    assertThat(multipart.hasParts(upload)).isFalse();
    assertThat(S3.openUploads(bucket)).isEmpty();
  }

  @Test
  void partsBecomeAnObject() throws Exception {
    MultipartOperations multipart = operations.multipart();
    UploadId upload =
        multipart.createMultipartUpload(at("big"), ObjectAttributes.FILE, Optional.empty(), false);
    StoredPart first =
        multipart.uploadPart(upload, 1, Body.of(new byte[5 << 20]), Optional.empty());
    StoredPart second = multipart.uploadPart(upload, 2, body("end"), Optional.empty());
    assertThat(multipart.hasParts(upload)).isTrue();
    assertThat(S3.openUploads(bucket)).containsExactly(upload.id());

    multipart.completeMultipartUpload(upload, List.of(first, second), Condition.none());

    assertThat(operations.headObject(at("big")).orElseThrow().size()).isEqualTo((5 << 20) + 3);
    assertThat(S3.openUploads(bucket)).isEmpty();
  }

  @Test
  void anAbortedUploadIsGone() throws Exception {
    MultipartOperations multipart = operations.multipart();
    UploadId upload =
        multipart.createMultipartUpload(at("big"), ObjectAttributes.FILE, Optional.empty(), false);
    multipart.uploadPart(upload, 1, body("x"), Optional.empty());

    multipart.abortMultipartUpload(upload);

    assertThat(S3.openUploads(bucket)).isEmpty();
    assertThat(operations.headObject(at("big"))).isEmpty();
  }

  @Test
  void aPartCanBeARangeOfAStoredObject() throws Exception {
    put("old", "0123456789");
    MultipartOperations multipart = operations.multipart();
    UploadId upload =
        multipart.createMultipartUpload(at("new"), ObjectAttributes.FILE, Optional.empty(), false);

    StoredPart part =
        multipart.uploadPartCopy(upload, 1, at("old"), new ByteRange(2, 4), Condition.none());
    multipart.completeMultipartUpload(upload, List.of(part), Condition.none());

    assertThat(operations.headObject(at("new")).orElseThrow().size()).isEqualTo(3);
  }

  @Test
  void aCopyKeepsOrReplacesAttributes() throws Exception {
    operations.putObject(
        at("a"),
        body("x"),
        new ObjectAttributes("text/plain", Map.of("k", "v")),
        Condition.none(),
        Optional.empty());

    operations.copyObject(
        at("a"), Condition.none(), at("b"), Condition.none(), Optional.empty(), Optional.empty());
    operations.copyObject(
        at("a"),
        Condition.none(),
        at("a"),
        Condition.none(),
        Optional.empty(),
        Optional.of(new ObjectAttributes("text/html", Map.of("k", "w"))));

    assertThat(operations.headObject(at("b")).orElseThrow().attributes())
        .isEqualTo(new ObjectAttributes("text/plain", Map.of("k", "v")));
    assertThat(operations.headObject(at("a")).orElseThrow().attributes())
        .isEqualTo(new ObjectAttributes("text/html", Map.of("k", "w")));
  }

  private S3Location at(String key) {
    return new S3Location(bucket, key);
  }

  private void put(String key, String text) throws StorageException {
    operations.putObject(
        at(key), body(text), ObjectAttributes.FILE, Condition.none(), Optional.empty());
  }

  private static Body body(String text) {
    return Body.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertKind(
      Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(StorageException.class)
        .extracting(e -> ((StorageException) e).kind())
        .isEqualTo(kind);
  }
}
