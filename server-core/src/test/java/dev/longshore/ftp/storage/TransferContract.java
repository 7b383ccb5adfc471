package dev.longshore.ftp.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.storage.Storage.Wanted;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The part of {@link StorageContract} on the bytes of files. */
abstract class TransferContract extends StorageFixture {

  private List<Integer> sizes() {
    int part = partSize();
    return List.of(0, 1, 8192, part - 1, part, part + 1, 2 * part + 12345);
  }

  @Test
  void filesOfAllSizesComeBackAsTheyWereStored() throws Exception {
    for (int size : sizes()) {
      byte[] bytes = ScriptedContent.bytes(size);
      ScriptedContent content = ScriptedContent.at(size, bytes, () -> {});

      Stored stored = storage.store(path("/f"), StoreOptions.REPLACE, content);

      assertThat(stored.size()).isEqualTo(size);
      assertThat(content.confirms()).as("%d bytes", size).isEqualTo(1);
      assertThat(bytes("/f", 0)).as("%d bytes", size).isEqualTo(bytes);
      assertThat(storage.stat(path("/f"), Wanted.FILE).map(Entry::size)).contains((long) size);
    }
  }

  @Test
  void aFileIsReadFromAnyOffset() throws Exception {
    put("/f", "0123456789");

    assertThat(bytes("/f", 4)).isEqualTo(utf8("456789"));
    assertThat(bytes("/f", 10)).isEmpty();
    assertFails(Kind.OUT_OF_RANGE, () -> storage.open(path("/f"), 11));
    try (Download download = storage.open(path("/f"), 4)) {
      assertThat(download.size()).isEqualTo(10);
    }
  }

  @Test
  void anEmptyFileIsReadFromItsStartOnly() throws Exception {
    put("/f", "");

    assertThat(bytes("/f", 0)).isEmpty();
    assertFails(Kind.OUT_OF_RANGE, () -> storage.open(path("/f"), 1));
  }

  @Test
  void whatIsNoFileIsNotOpened() throws Exception {
    makeDirectories("/d");

    assertFails(Kind.NOT_FOUND, () -> storage.open(path("/f"), 0));
    assertFails(Kind.IS_A_DIRECTORY, () -> storage.open(path("/d"), 0));
    assertFails(Kind.IS_A_DIRECTORY, () -> storage.open(FtpPath.ROOT, 0));
  }

  @Test
  void aDownloadIsClosedTwiceWithoutHarm() throws Exception {
    storage.store(path("/f"), StoreOptions.REPLACE, Content.of(new byte[2 * partSize()]));
    Download download = storage.open(path("/f"), 0);
    assertThat(download.content().readNBytes(10)).hasSize(10);

    download.close();
    download.close();
  }

  @Test
  void aFileReplacesAFile() throws Exception {
    put("/f", "old and longer");
    put("/f", "new");

    assertThat(text("/f")).isEqualTo("new");
    assertThat(names("/")).containsExactly("f");
  }

  @Test
  void whereAFileIsNoneIsCreated() throws Exception {
    put("/f", "old");
    ScriptedContent content = unread();

    assertFails(Kind.ALREADY_EXISTS, () -> storage.store(path("/f"), StoreOptions.CREATE, content));

    assertThat(content.position()).isZero();
    assertThat(text("/f")).isEqualTo("old");
    storage.store(path("/g"), StoreOptions.CREATE, Content.of(utf8("new")));
    assertThat(text("/g")).isEqualTo("new");
  }

  @Test
  void whoCreatesAFileSecondLoses() {
    for (int size : List.of(10, partSize() + 1)) {
      String name = "/f" + size;
      ScriptedContent content =
          ScriptedContent.at(size / 2, ScriptedContent.bytes(size), () -> put(name, "first"));

      assertFails(
          Kind.ALREADY_EXISTS, () -> storage.store(path(name), StoreOptions.CREATE, content));

      assertThat(content.position()).isEqualTo(size);
    }
  }

  @Test
  void contentIsAddedAtTheEnd() throws Exception {
    for (int size : List.of(0, 3, partSize() + 7)) {
      byte[] old = ScriptedContent.bytes(size);
      storage.store(path("/f"), StoreOptions.REPLACE, Content.of(old));

      Stored stored = storage.store(path("/f"), StoreOptions.APPEND, Content.of(utf8("end")));

      assertThat(stored.size()).isEqualTo(size + 3);
      assertThat(Arrays.copyOf(bytes("/f", 0), size)).isEqualTo(old);
      assertThat(bytes("/f", size)).isEqualTo(utf8("end"));
    }
  }

  @Test
  void toAppendToNothingCreatesIt() throws Exception {
    storage.store(path("/f"), StoreOptions.APPEND, Content.of(utf8("all")));

    assertThat(text("/f")).isEqualTo("all");
  }

  @Test
  void toAppendNothingChangesNothing() throws Exception {
    put("/f", "old");

    storage.store(path("/f"), StoreOptions.APPEND, Content.of(new byte[0]));

    assertThat(text("/f")).isEqualTo("old");
  }

  @Test
  void fromAnOffsetTheRestIsReplaced() throws Exception {
    put("/f", "0123456789");

    storage.store(path("/f"), StoreOptions.fromOffset(4), Content.of(utf8("ab")));
    assertThat(text("/f")).isEqualTo("0123ab");
    storage.store(path("/f"), StoreOptions.fromOffset(6), Content.of(utf8("cd")));
    assertThat(text("/f")).isEqualTo("0123abcd");
    storage.store(path("/f"), StoreOptions.fromOffset(0), Content.of(utf8("x")));
    assertThat(text("/f")).isEqualTo("x");
  }

  @Test
  void anOffsetBeyondTheEndIsRefusedBeforeAByteIsRead() throws Exception {
    put("/f", "0123");
    ScriptedContent content = unread();

    assertFails(
        Kind.OUT_OF_RANGE, () -> storage.store(path("/f"), StoreOptions.fromOffset(5), content));
    assertFails(
        Kind.OUT_OF_RANGE, () -> storage.store(path("/no"), StoreOptions.fromOffset(5), content));

    assertThat(content.position()).isZero();
    assertThat(text("/f")).isEqualTo("0123");
    assertThat(isFile("/no")).isFalse();
  }

  @Test
  void whereNoFileCanBeNothingIsRead() throws Exception {
    makeDirectories("/d");
    put("/f", "x");
    ScriptedContent content = unread();

    assertFails(Kind.NOT_FOUND, () -> storage.store(path("/no/f"), StoreOptions.REPLACE, content));
    assertFails(Kind.NOT_FOUND, () -> storage.store(path("/f/g"), StoreOptions.REPLACE, content));
    assertFails(
        Kind.IS_A_DIRECTORY, () -> storage.store(path("/d"), StoreOptions.REPLACE, content));
    assertFails(
        Kind.IS_A_DIRECTORY, () -> storage.store(FtpPath.ROOT, StoreOptions.REPLACE, content));

    assertThat(content.position()).isZero();
  }

  @Test
  void aParentThatGoesMeanwhileIsNotSaidToBeMissing() throws Exception {
    for (int size : List.of(10, partSize() + 1)) {
      makeDirectories("/d");
      ScriptedContent content =
          ScriptedContent.at(
              size / 2, ScriptedContent.bytes(size), () -> storage.removeDirectory(path("/d")));

      try {
        storage.store(path("/d/f"), StoreOptions.REPLACE, content);
        storage.delete(path("/d/f"));
        storage.removeDirectory(path("/d"));
      } catch (StorageException e) {
        assertThat(e.kind()).isNotEqualTo(Kind.NOT_FOUND);
      }
    }
  }

  @Test
  void anUploadThatIsCutOffPublishesNothing() throws Exception {
    for (int size : List.of(10, 2 * partSize() + 1)) {
      for (int place : List.of(0, size / 2, size)) {
        for (IOException failure :
            List.of(new ConnectionLost("gone"), new TransferAborted("ABOR"))) {
          assertNothingIsPublished(
              ScriptedContent.at(place, ScriptedContent.bytes(size), thrown(failure)), failure);
        }
      }
    }
  }

  @Test
  void anUploadThatIsTakenBackAtTheLastMomentPublishesNothing() throws Exception {
    for (int size : List.of(0, 10, partSize() + 1)) {
      for (IOException failure : List.of(new ConnectionLost("gone"), new TransferAborted("ABOR"))) {
        assertNothingIsPublished(
            ScriptedContent.atConfirm(ScriptedContent.bytes(size), thrown(failure)), failure);
      }
    }
  }

  private void assertNothingIsPublished(ScriptedContent content, IOException failure)
      throws Exception {
    put("/old", "old");
    for (String name : List.of("/old", "/new")) {
      ScriptedContent again = content.again();
      assertThatThrownBy(() -> storage.store(path(name), StoreOptions.REPLACE, again))
          .isSameAs(failure);
    }
    ScriptedContent again = content.again();
    assertThatThrownBy(() -> storage.store(path("/old"), StoreOptions.APPEND, again))
        .isSameAs(failure);
    assertThat(text("/old")).isEqualTo("old");
    assertThat(names("/")).containsExactly("old");
  }

  @Test
  void anUploadIsSeenOnlyWhenItIsConfirmed() throws Exception {
    for (int size : List.of(10, partSize() + 1)) {
      String name = "/f" + size;
      ScriptedContent content =
          ScriptedContent.atConfirm(
              ScriptedContent.bytes(size), () -> assertThat(isFile(name)).isFalse());

      storage.store(path(name), StoreOptions.REPLACE, content);

      assertThat(isFile(name)).isTrue();
    }
  }

  @Test
  void anUploadBearsTheTimeItWasGiven() throws Exception {
    Instant time = Instant.parse("2001-02-03T04:05:06Z");

    storage.store(path("/f"), StoreOptions.REPLACE.withModified(time), Content.of(utf8("x")));

    assertThat(storage.stat(path("/f"), Wanted.FILE).flatMap(Entry::modified)).contains(time);
  }

  @Test
  void aWrongAnnouncementOfTheSizeIsOnlyAHint() throws Exception {
    for (long announced : List.of(0L, 1L, 1L << 40)) {
      storage.store(
          path("/f"), StoreOptions.REPLACE.withSize(announced), Content.of(utf8("hello")));

      assertThat(text("/f")).isEqualTo("hello");
    }
  }

  @Test
  void noChecksumIsInvented() throws Exception {
    put("/f", "x");

    Optional<Checksum> md5 = storage.checksum(path("/f"), Checksum.Algorithm.MD5);
    md5.ifPresent(c -> assertThat(c.hex()).isEqualTo("9dd4e461268c8034f5c8564e155c67a6"));
    assertFails(Kind.NOT_FOUND, () -> storage.checksum(path("/no"), Checksum.Algorithm.MD5));
  }

  private static ScriptedContent unread() {
    return ScriptedContent.at(1, utf8("never read"), () -> {});
  }

  private static ScriptedContent.Incident thrown(IOException failure) {
    return () -> {
      throw failure;
    };
  }
}
