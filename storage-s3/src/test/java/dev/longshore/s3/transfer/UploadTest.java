package dev.longshore.s3.transfer;

import static dev.longshore.s3.transfer.TransferFixture.MIB;
import static dev.longshore.s3.transfer.TransferFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.longshore.ftp.storage.Content;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.storage.StoreOptions;
import dev.longshore.ftp.storage.Stored;
import dev.longshore.s3.EmbeddedS3;
import dev.longshore.s3.call.ProviderProfile;
import dev.longshore.s3.call.S3Location;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UploadTest {
  @RegisterExtension static final EmbeddedS3 S3 = new EmbeddedS3();

  private final String bucket = S3.newBucket();
  private final S3Location at = new S3Location(bucket, "in/file.bin");
  private TransferFixture s3 = new TransferFixture(S3.endpoint(), ProviderProfile.AWS, 64L * MIB);

  @AfterEach
  void nothingIsLeft() throws IOException {
    s3.awaitNothingLeft(bucket);
    s3.close();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        256 * 1024 - 1,
        256 * 1024,
        256 * 1024 + 1,
        8 * MIB - 1,
        8 * MIB,
        8 * MIB + 1,
        20 * MIB
      })
  void whatIsStoredComesBack(int size) throws IOException {
    byte[] content = bytes(size, size);

    Stored stored = s3.store(at, content);

    assertThat(stored.size()).isEqualTo(size);
    assertThat(stored.version()).isNotEmpty();
    assertThat(s3.read(at, 0)).isEqualTo(content);
  }

  @Test
  void uniformPartsAreStoredToo() throws IOException {
    useProfile(ProviderProfile.OTHER);
    byte[] content = bytes(17 * MIB, 1);

    s3.store(at, content);

    assertThat(s3.read(at, 0)).isEqualTo(content);
  }

  @Test
  void theTimeOfTheFileIsKept() throws IOException {
    Instant time = Instant.parse("2001-02-03T04:05:06Z");

    s3.store(at, StoreOptions.REPLACE.withModified(time), Content.of(new byte[1]));
    assertThat(s3.operations.headObject(at).orElseThrow().modified()).isEqualTo(time);

    s3.store(at, StoreOptions.REPLACE.withModified(time), Content.of(bytes(9 * MIB, 1)));
    assertThat(s3.operations.headObject(at).orElseThrow().modified()).isEqualTo(time);
  }

  @Test
  void whatIsThereIsNotCreatedAndTheContentNotRead() throws IOException {
    s3.store(at, bytes(3, 1));
    AtomicBoolean read = new AtomicBoolean();

    assertKind(
        Kind.ALREADY_EXISTS,
        () ->
            s3.store(
                at,
                StoreOptions.CREATE,
                new TestContent(bytes(3, 2)).beforeRead(() -> read.set(true))));

    assertThat(read).isFalse();
    assertThat(s3.read(at, 0)).isEqualTo(bytes(3, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 9 * MIB})
  void ofTwoWhoCreateOneFileTheSecondFails(int size) throws IOException {
    TestContent slower =
        new TestContent(bytes(size, 1)).beforeConfirm(() -> s3.store(at, bytes(3, 2)));

    assertKind(Kind.ALREADY_EXISTS, () -> s3.store(at, StoreOptions.CREATE, slower));

    assertThat(s3.read(at, 0)).isEqualTo(bytes(3, 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 6 * MIB, 21 * MIB})
  void contentIsAppendedToWhatIsThere(int old) throws IOException {
    byte[] whole = bytes(old + 9 * MIB, 1);
    if (old > 0) {
      s3.store(at, Arrays.copyOf(whole, old));
    }

    Stored stored =
        s3.store(at, StoreOptions.APPEND, Content.of(Arrays.copyOfRange(whole, old, whole.length)));

    assertThat(stored.size()).isEqualTo(whole.length);
    assertThat(s3.read(at, 0)).isEqualTo(whole);
  }

  @Test
  void aFewBytesAreAppendedToParts() throws IOException {
    for (ProviderProfile profile : List.of(ProviderProfile.AWS, ProviderProfile.OTHER)) {
      useProfile(profile);
      byte[] whole = bytes(20 * MIB + 5, 1);
      s3.store(at, Arrays.copyOf(whole, 20 * MIB));

      s3.store(
          at, StoreOptions.APPEND, Content.of(Arrays.copyOfRange(whole, 20 * MIB, whole.length)));

      assertThat(s3.read(at, 0)).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 6 * MIB, 12 * MIB})
  void contentFollowsAnOffsetAndTheRestIsGone(int offset) throws IOException {
    s3.store(at, bytes(12 * MIB, 1));
    byte[] expected = Arrays.copyOf(bytes(12 * MIB, 1), offset + 100);
    System.arraycopy(bytes(100, 2), 0, expected, offset, 100);

    s3.store(at, StoreOptions.fromOffset(offset), Content.of(bytes(100, 2)));

    assertThat(s3.read(at, 0)).isEqualTo(expected);
  }

  @Test
  void anOffsetBeyondTheEndIsOutOfRange() throws IOException {
    s3.store(at, bytes(10, 1));

    assertKind(
        Kind.OUT_OF_RANGE,
        () -> s3.store(at, StoreOptions.fromOffset(11), Content.of(new byte[1])));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 9 * MIB})
  void whatIsChangedMeanwhileIsNotExtended(int old) throws IOException {
    s3.store(at, bytes(old, 1));
    TestContent more = new TestContent(bytes(10, 2)).beforeConfirm(() -> s3.store(at, bytes(7, 3)));

    assertKind(Kind.CHANGED, () -> s3.store(at, StoreOptions.APPEND, more));

    assertThat(s3.read(at, 0)).isEqualTo(bytes(7, 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 9 * MIB})
  void aStoreThatChecksNoConditionLosesNoUpdateThatWasThereBeforeTheEnd(int old)
      throws IOException {
    useProfile(ProviderProfile.named("gcs").orElseThrow());
    s3.store(at, bytes(old, 1));
    TestContent more = new TestContent(bytes(10, 2)).beforeRead(() -> s3.store(at, bytes(7, 3)));

    assertKind(Kind.CHANGED, () -> s3.store(at, StoreOptions.APPEND, more));

    assertThat(s3.read(at, 0)).isEqualTo(bytes(7, 3));
  }

  @Test
  void aFileOfMorePartsThanTheStoreTakesIsRefused() throws IOException {
    useProfile(
        new ProviderProfile(
            "two",
            List.of(),
            Set.of(),
            new ProviderProfile.Limits(5L * MIB, 2, 16, 5L << 30, 1024)));

    assertKind(Kind.QUOTA_EXCEEDED, () -> s3.store(at, bytes(17 * MIB, 1)));

    assertThat(s3.operations.headObject(at)).isEmpty();
  }

  private void useProfile(ProviderProfile profile) {
    s3.close();
    s3 = new TransferFixture(S3.endpoint(), profile, 64L * MIB);
  }

  static void assertKind(Kind kind, ThrowingCallable call) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }
}
