package dev.longshore.ftp.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.storage.Storage.Existing;
import dev.longshore.ftp.storage.Storage.Wanted;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.user.HomeMapping;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * What {@link Storage} promises, as tests: an implementation is one subclass away from its proof.
 * Its parts are {@link TransferContract}, {@link DirectoryContract} and, here, what changes names
 * and what home mappings do.
 */
public abstract class StorageContract extends DirectoryContract {

  @Test
  void aFileIsRenamed() throws Exception {
    makeDirectories("/d");
    put("/f", "x");

    storage.rename(path("/f"), path("/d/g"));

    assertThat(names("/")).containsExactly("d/");
    assertThat(text("/d/g")).isEqualTo("x");
  }

  @Test
  void aRenamedFileReplacesAFile() throws Exception {
    put("/f", "new");
    put("/g", "old");

    storage.rename(path("/f"), path("/g"));

    assertThat(names("/")).containsExactly("g");
    assertThat(text("/g")).isEqualTo("new");
  }

  @Test
  void whereAFileIsKeptNothingIsRenamedOrCopiedOntoIt() throws Exception {
    makeDirectories("/d", "/e");
    put("/f", "new");
    put("/g", "old");

    assertFails(Kind.ALREADY_EXISTS, () -> storage.rename(path("/f"), path("/g"), Existing.KEEP));
    assertFails(Kind.ALREADY_EXISTS, () -> storage.copy(path("/f"), path("/g"), Existing.KEEP));
    assertFails(Kind.ALREADY_EXISTS, () -> storage.rename(path("/f"), path("/d"), Existing.KEEP));
    assertFails(Kind.ALREADY_EXISTS, () -> storage.rename(path("/d"), path("/g"), Existing.KEEP));
    storage.copy(path("/f"), path("/copy"), Existing.KEEP);
    storage.rename(path("/f"), path("/f"), Existing.KEEP);
    storage.rename(path("/f"), path("/h"), Existing.KEEP);
    storage.rename(path("/d"), path("/moved"), Existing.KEEP);

    assertThat(names("/")).containsExactly("copy", "e/", "g", "h", "moved/");
    assertThat(text("/g")).isEqualTo("old");
    assertThat(text("/h")).isEqualTo("new");
    assertThat(text("/copy")).isEqualTo("new");
  }

  @Test
  void aLargeFileIsRenamedWhole() throws Exception {
    byte[] bytes = ScriptedContent.bytes(2 * partSize() + 5);
    storage.store(path("/f"), StoreOptions.REPLACE, Content.of(bytes));

    storage.rename(path("/f"), path("/g"));

    assertThat(bytes("/g", 0)).isEqualTo(bytes);
    assertThat(isFile("/f")).isFalse();
  }

  @Test
  void aDirectoryIsRenamedWithAllThatIsInIt() throws Exception {
    makeDirectories("/a", "/a/d", "/a/d/empty", "/b", "/a/da");
    put("/a/d/f", "1");
    makeDirectories("/a/d/e");
    put("/a/d/e/g", "2");
    put("/a/da/h", "3");

    storage.rename(path("/a/d"), path("/b/n"));

    assertThat(names("/a")).containsExactly("da/");
    assertThat(names("/b/n")).containsExactly("e/", "empty/", "f");
    assertThat(text("/b/n/f")).isEqualTo("1");
    assertThat(text("/b/n/e/g")).isEqualTo("2");
    assertThat(text("/a/da/h")).isEqualTo("3");
  }

  @Test
  void theDirectoryThatSomethingLeavesStays() throws Exception {
    makeDirectories("/a", "/a/d", "/b");
    storage.rename(path("/a/d"), path("/b/d"));
    put("/b/d/f", "x");
    storage.rename(path("/b/d/f"), path("/f"));

    assertThat(names("/")).containsExactly("a/", "b/", "f");
    assertThat(names("/a")).isEmpty();
    assertThat(names("/b/d")).isEmpty();
  }

  @Test
  void ontoItselfNothingIsRenamed() throws Exception {
    makeDirectories("/d");
    put("/d/f", "x");

    storage.rename(path("/d/f"), path("/d/f"));
    storage.rename(path("/d"), path("/d"));

    assertThat(text("/d/f")).isEqualTo("x");
  }

  @Test
  void whatCanNotBeRenamedStays() throws Exception {
    makeDirectories("/d", "/e");
    put("/d/f", "x");
    put("/f", "y");

    assertFails(Kind.NOT_FOUND, () -> storage.rename(path("/no"), path("/n")));
    assertFails(Kind.NOT_FOUND, () -> storage.rename(path("/f"), path("/no/f")));
    assertFails(Kind.NOT_FOUND, () -> storage.rename(path("/d"), path("/no/d")));
    assertFails(Kind.ALREADY_EXISTS, () -> storage.rename(path("/f"), path("/d")));
    assertFails(Kind.ALREADY_EXISTS, () -> storage.rename(path("/d"), path("/e")));
    assertFails(Kind.ALREADY_EXISTS, () -> storage.rename(path("/d"), path("/f")));
    assertFails(Kind.ALREADY_EXISTS, () -> storage.rename(path("/f"), FtpPath.ROOT));
    assertFails(Kind.NAME_NOT_ALLOWED, () -> storage.rename(path("/d"), path("/d/e")));
    assertFails(Kind.ACCESS_DENIED, () -> storage.rename(FtpPath.ROOT, path("/n")));

    assertThat(names("/")).containsExactly("d/", "e/", "f");
    assertThat(text("/d/f")).isEqualTo("x");
    assertThat(text("/f")).isEqualTo("y");
  }

  @Test
  void aFileIsCopied() throws Exception {
    put("/f", "new");
    put("/g", "old");

    storage.copy(path("/f"), path("/g"));
    storage.copy(path("/f"), path("/h"));
    storage.copy(path("/f"), path("/f"));

    assertThat(names("/")).containsExactly("f", "g", "h");
    assertThat(text("/f")).isEqualTo("new");
    assertThat(text("/g")).isEqualTo("new");
    assertThat(text("/h")).isEqualTo("new");
  }

  @Test
  void whatIsNoFileIsNotCopied() throws Exception {
    makeDirectories("/d");
    put("/f", "x");

    assertFails(Kind.NOT_FOUND, () -> storage.copy(path("/no"), path("/n")));
    assertFails(Kind.IS_A_DIRECTORY, () -> storage.copy(path("/d"), path("/n")));
    assertFails(Kind.ALREADY_EXISTS, () -> storage.copy(path("/f"), path("/d")));
    assertFails(Kind.NOT_FOUND, () -> storage.copy(path("/f"), path("/no/f")));
  }

  @Test
  void aFileGetsAnotherTime() throws Exception {
    put("/f", "x");
    makeDirectories("/d");
    Instant time = Instant.parse("2001-02-03T04:05:06.5Z");

    storage.touch(path("/f"), time);

    assertThat(storage.stat(path("/f"), Wanted.FILE).flatMap(Entry::modified)).contains(time);
    assertThat(storage.stat(path("/f"), Wanted.ANY).flatMap(Entry::modified)).contains(time);
    assertThat(text("/f")).isEqualTo("x");
    assertFails(Kind.UNSUPPORTED, () -> storage.touch(path("/d"), time));
    assertFails(Kind.NOT_FOUND, () -> storage.touch(path("/no"), time));
  }

  @Test
  void homeMappingsShowSeveralPlacesAsOneTree() throws Exception {
    String first = newTarget();
    String second = newTarget();
    storage =
        home(new HomeMapping("/in", first + "/deep/in"), new HomeMapping("/out/mail", second));

    assertThat(names("/")).containsExactly("in/", "out/");
    assertThat(names("/in")).isEmpty();
    assertThat(names("/out")).containsExactly("mail/");
    assertThat(isDirectory("/out")).isTrue();
    put("/in/f", "x");
    storage.rename(path("/in/f"), path("/out/mail/f"));
    assertThat(names("/in")).isEmpty();
    assertThat(names(home(new HomeMapping("/", second)), "/")).containsExactly("f");
    makeDirectories("/in/d");
    storage.rename(path("/in/d"), path("/out/mail/d"));
    assertThat(names("/out/mail")).containsExactly("d/", "f");
  }

  @Test
  void byItsOtherNameAFileOrDirectoryIsStillItself() throws Exception {
    String target = newTarget();
    storage = home(new HomeMapping("/", target), new HomeMapping("/pub", target + "/shared"));
    makeDirectories("/pub/d");
    put("/pub/f", "x");
    put("/pub/d/g", "y");

    storage.rename(path("/shared/f"), path("/pub/f"));
    storage.copy(path("/pub/f"), path("/shared/f"));
    storage.rename(path("/pub/d"), path("/shared/d"));
    assertFails(Kind.NAME_NOT_ALLOWED, () -> storage.rename(path("/shared"), path("/pub/new")));
    assertFails(Kind.NAME_NOT_ALLOWED, () -> storage.rename(path("/shared/d"), path("/pub/d/e")));

    assertThat(names("/shared")).containsExactly("d/", "f");
    assertThat(text("/pub/f")).isEqualTo("x");
    assertThat(text("/shared/d/g")).isEqualTo("y");
  }

  @Test
  void whatAHomeMappingHoldsStaysInItsPlace() throws Exception {
    storage = home(new HomeMapping("/out/mail", newTarget()));

    for (String fixed : new String[] {"/out", "/out/mail"}) {
      assertFails(Kind.ACCESS_DENIED, () -> storage.removeDirectory(path(fixed)));
      assertFails(Kind.ACCESS_DENIED, () -> storage.rename(path(fixed), path("/out/mail/n")));
      assertFails(Kind.ALREADY_EXISTS, () -> storage.makeDirectory(path(fixed)));
      assertFails(Kind.IS_A_DIRECTORY, () -> storage.delete(path(fixed)));
      assertFails(
          Kind.IS_A_DIRECTORY,
          () -> storage.store(path(fixed), StoreOptions.REPLACE, Content.of(utf8("x"))));
    }
  }

  @Test
  void whereNoHomeMappingLeadsNothingIsStored() throws Exception {
    storage = home(new HomeMapping("/in", newTarget()));
    put("/in/f", "x");

    assertFails(
        Kind.ACCESS_DENIED,
        () -> storage.store(path("/f"), StoreOptions.REPLACE, Content.of(utf8("x"))));
    assertFails(Kind.ACCESS_DENIED, () -> storage.makeDirectory(path("/d")));
    assertFails(Kind.ACCESS_DENIED, () -> storage.rename(path("/in/f"), path("/f")));
    assertFails(Kind.NOT_FOUND, () -> storage.delete(path("/f")));
    assertFails(Kind.NOT_FOUND, () -> storage.list(path("/d")));
    assertThat(storage.stat(path("/f"), Wanted.ANY)).isEmpty();
  }

  @Test
  void aMappingHidesWhatIsStoredByItsName() throws Exception {
    String outer = newTarget();
    storage = home(new HomeMapping("/", outer));
    makeDirectories("/in");
    put("/in/hidden", "x");
    put("/f", "x");

    storage = home(new HomeMapping("/", outer), new HomeMapping("/in", newTarget()));

    assertThat(names("/")).containsExactly("f", "in/");
    assertThat(names("/in")).isEmpty();
  }
}
