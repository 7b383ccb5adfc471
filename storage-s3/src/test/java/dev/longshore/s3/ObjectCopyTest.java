package dev.longshore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.ObjectCopy.Source;
import dev.longshore.s3.call.Body;
import dev.longshore.s3.call.ByteRange;
import dev.longshore.s3.call.Condition;
import dev.longshore.s3.call.ObjectAttributes;
import dev.longshore.s3.call.ObjectHead;
import dev.longshore.s3.call.ObjectStream;
import dev.longshore.s3.call.ProviderProfile;
import dev.longshore.s3.call.ProviderProfile.Limits;
import dev.longshore.s3.call.ProviderProfile.Trait;
import dev.longshore.s3.call.S3CallListener;
import dev.longshore.s3.call.S3Clients;
import dev.longshore.s3.call.S3Location;
import dev.longshore.s3.call.S3Operations;
import dev.longshore.s3.call.S3Settings;
import dev.longshore.s3.transfer.Cleanups;
import dev.longshore.s3.transfer.TransferFixture;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ObjectCopyTest {
  @RegisterExtension static final EmbeddedS3 S3 = new EmbeddedS3();

  private static final int LIMIT = 5 << 20;

  private final String bucket = S3.newBucket();
  private final S3Location from = new S3Location(bucket, "from");
  private final S3Location to = new S3Location(bucket, "to");

  @Test
  void anObjectAboveTheLimitOfOneCallIsCopiedInParts() throws Exception {
    byte[] bytes = TransferFixture.bytes(2 * LIMIT + 17, 1);
    S3Operations operations = operations(Set.of());

    ObjectHead copy = copies(operations).copy(put(operations, bytes), to, Condition.none());

    assertThat(copy.size()).isEqualTo(bytes.length);
    assertThat(copy.attributes().contentType()).isEqualTo("text/plain");
    assertThat(copy.attributes().metadata()).containsEntry("mtime", "12");
    try (ObjectStream stream = operations.getObject(to, ByteRange.from(0), copy.version())) {
      assertThat(stream.content().readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void aCopyInPartsKeepsTheStorageClass() throws Exception {
    try (S3WithFaults store = new S3WithFaults(S3.endpoint());
        S3Clients clients = new S3Clients(TestSettings.of(store.endpoint()))) {
      S3Operations operations =
          new S3Operations(clients, settings(store.endpoint(), Set.of()), S3CallListener.NONE);
      Source source = put(operations, TransferFixture.bytes(LIMIT + 1, 1));

      copies(operations)
          .copy(
              new Source(from, source.size(), source.version(), Optional.of("STANDARD_IA")),
              to,
              Condition.none());

      assertThat(store.values("/to?uploads", "x-amz-storage-class")).containsExactly("STANDARD_IA");
    }
  }

  @Test
  void aStoreThatCanNotCopyPartsRefuses() throws Exception {
    S3Operations operations = operations(Set.of(Trait.NO_PART_COPY));
    Source source = put(operations, new byte[LIMIT + 1]);

    assertKind(Kind.UNSUPPORTED, () -> copies(operations).copy(source, to, Condition.none()));

    assertThat(operations.headObject(to)).isEmpty();
  }

  @Test
  void anObjectThatWasReplacedMeanwhileIsNotCopied() throws Exception {
    for (int size : List.of(10, LIMIT + 1)) {
      S3Operations operations = operations(Set.of());
      Source old = put(operations, TransferFixture.bytes(size, 1));
      put(operations, TransferFixture.bytes(size, 2));

      assertKind(Kind.CHANGED, () -> copies(operations).copy(old, to, Condition.none()));

      assertThat(operations.headObject(to)).isEmpty();
      assertThat(S3.openUploads(bucket)).isEmpty();
    }
  }

  private static ObjectCopy copies(S3Operations operations) {
    return new ObjectCopy(operations, new Uninterrupted(new Cleanups(Duration.ofSeconds(10))));
  }

  private Source put(S3Operations operations, byte[] bytes) throws StorageException {
    operations.putObject(
        from,
        Body.of(bytes),
        new ObjectAttributes("text/plain", Map.of("mtime", "12")),
        Condition.none(),
        Optional.empty());
    ObjectHead head = operations.headObject(from).orElseThrow();
    return new Source(from, head.size(), head.version(), head.storageClass());
  }

  private static S3Operations operations(Set<Trait> traits) {
    return new S3Operations(S3.clients(), settings(S3.endpoint(), traits), S3CallListener.NONE);
  }

  private static S3Settings settings(URI endpoint, Set<Trait> traits) {
    return TestSettings.of(
        endpoint, new ProviderProfile("test", List.of(), traits, Limits.USUAL.maxCopyBytes(LIMIT)));
  }

  private static void assertKind(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }
}
