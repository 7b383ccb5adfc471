package dev.longshore.ftp.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.storage.Storage.Wanted;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The part of {@link StorageContract} on what is there, and on making and removing it. */
abstract class DirectoryContract extends TransferContract {

  /** Names that protocols, shells, URLs and XML trip over. */
  static final List<String> ODD_NAMES =
      List.of(
          "two words",
          " in front",
          "behind ",
          "grüße",
          "gru\u0308ße",
          "\uD83D\uDE80\uD83D\uDE80",
          "日本語",
          "a+b",
          "a%2Fb",
          "a%b",
          "a#b",
          "a?b=c&d",
          "\"quoted\"",
          "it's",
          "<tag>",
          "a\\b",
          "-a",
          "*",
          "~",
          "$HOME",
          "a;b|c",
          "...",
          "226 Transfer complete.",
          "a\tb",
          "CON",
          "x".repeat(200));

  @Test
  void theHomeIsAnEmptyDirectory() throws Exception {
    assertThat(names("/")).isEmpty();
    assertThat(storage.stat(FtpPath.ROOT, Wanted.ANY).map(Entry::isDirectory)).contains(true);
    assertThat(storage.stat(FtpPath.ROOT, Wanted.ANY).map(Entry::name)).contains("/");
    assertThat(storage.stat(FtpPath.ROOT, Wanted.FILE)).isEmpty();
  }

  @Test
  void theVerbDecidesWhatIsMeant() throws Exception {
    put("/f", "hello");
    makeDirectories("/d");
    Instant before = Instant.now();

    Entry file = storage.stat(path("/f"), Wanted.ANY).orElseThrow();
    assertThat(file.name()).isEqualTo("f");
    assertThat(file.isFile()).isTrue();
    assertThat(file.size()).isEqualTo(5);
    assertThat(Duration.between(file.modified().orElseThrow(), before).abs())
        .isLessThan(Duration.ofMinutes(1));
    assertThat(storage.stat(path("/f"), Wanted.FILE)).contains(file);
    assertThat(storage.stat(path("/f"), Wanted.DIRECTORY)).isEmpty();
    assertThat(storage.stat(path("/d"), Wanted.ANY).map(Entry::isDirectory)).contains(true);
    assertThat(storage.stat(path("/d"), Wanted.FILE)).isEmpty();
    assertThat(storage.stat(path("/no"), Wanted.ANY)).isEmpty();
    assertThat(storage.stat(path("/f/below"), Wanted.ANY)).isEmpty();
  }

  @Test
  void aListingHoldsWhatIsDirectlyThere() throws Exception {
    makeDirectories("/d", "/d/e", "/d/e/g", "/da");
    put("/d/f", "x");
    put("/d/e/deep", "x");
    put("/da/other", "x");

    assertThat(names("/")).containsExactly("d/", "da/");
    assertThat(names("/d")).containsExactly("e/", "f");
    assertThat(names("/d/e/g")).isEmpty();
  }

  @Test
  void aListingKnowsSizesAndTimes() throws Exception {
    put("/f", "hello");

    try (EntryCursor cursor = storage.list(FtpPath.ROOT)) {
      Entry entry = cursor.next().orElseThrow();
      assertThat(entry.size()).isEqualTo(5);
      assertThat(entry.modified()).isPresent();
      assertThat(cursor.next()).isEmpty();
      assertThat(cursor.next()).isEmpty();
    }
  }

  @Test
  void aListingIsClosedTwiceWithoutHarm() throws Exception {
    put("/f", "x");

    EntryCursor cursor = storage.list(FtpPath.ROOT);
    cursor.close();
    cursor.close();
  }

  @Test
  void whatIsNoDirectoryIsNotListed() throws Exception {
    put("/f", "x");

    assertFails(Kind.NOT_FOUND, () -> storage.list(path("/no")));
    assertFails(Kind.NOT_A_DIRECTORY, () -> storage.list(path("/f")));
  }

  @Test
  void aNameIsTakenOnce() throws Exception {
    makeDirectories("/d");
    put("/f", "x");

    assertFails(Kind.ALREADY_EXISTS, () -> storage.makeDirectory(path("/d")));
    assertFails(Kind.ALREADY_EXISTS, () -> storage.makeDirectory(path("/f")));
    assertFails(Kind.ALREADY_EXISTS, () -> storage.makeDirectory(FtpPath.ROOT));
    assertFails(Kind.NOT_FOUND, () -> storage.makeDirectory(path("/no/d")));
  }

  @Test
  void oneOfManyMakesTheDirectory() throws Exception {
    List<Future<Boolean>> makers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        makers.add(threads.submit(() -> makes("/d")));
      }
    }

    int made = 0;
    for (Future<Boolean> maker : makers) {
      made += maker.get() ? 1 : 0;
    }
    assertOneMade(made);
    assertThat(isDirectory("/d")).isTrue();
  }

  /** For a test server that can not tell who was first; says why where it is overridden. */
  protected void assertOneMade(int made) {
    assertThat(made).isEqualTo(1);
  }

  private boolean makes(String path) throws StorageException {
    try {
      storage.makeDirectory(path(path));
      return true;
    } catch (StorageException e) {
      if (e.kind() == Kind.ALREADY_EXISTS) {
        return false;
      }
      throw e;
    }
  }

  @Test
  void onlyAnEmptyDirectoryIsRemoved() throws Exception {
    makeDirectories("/d", "/d/e", "/da");
    put("/d/e/f", "x");

    assertFails(Kind.NOT_EMPTY, () -> storage.removeDirectory(path("/d")));
    assertFails(Kind.NOT_EMPTY, () -> storage.removeDirectory(path("/d/e")));
    storage.delete(path("/d/e/f"));
    storage.removeDirectory(path("/d/e"));
    storage.removeDirectory(path("/d"));

    assertThat(names("/")).containsExactly("da/");
  }

  @Test
  void whatIsNoDirectoryIsNotRemoved() throws Exception {
    put("/f", "x");

    assertFails(Kind.NOT_FOUND, () -> storage.removeDirectory(path("/no")));
    assertFails(Kind.NOT_A_DIRECTORY, () -> storage.removeDirectory(path("/f")));
    assertFails(Kind.ACCESS_DENIED, () -> storage.removeDirectory(FtpPath.ROOT));
    assertThat(text("/f")).isEqualTo("x");
  }

  @Test
  void onlyAFileIsDeleted() throws Exception {
    makeDirectories("/d");
    put("/f", "x");

    assertFails(Kind.NOT_FOUND, () -> storage.delete(path("/no")));
    assertFails(Kind.IS_A_DIRECTORY, () -> storage.delete(path("/d")));
    assertFails(Kind.IS_A_DIRECTORY, () -> storage.delete(FtpPath.ROOT));
    storage.delete(path("/f"));

    assertThat(names("/")).containsExactly("d/");
  }

  @Test
  void aDirectoryStaysWhenItsLastEntryGoes() throws Exception {
    makeDirectories("/d", "/d/e");
    put("/d/e/f", "x");
    storage.delete(path("/d/e/f"));
    assertThat(names("/d")).containsExactly("e/");
    storage.removeDirectory(path("/d/e"));
    assertThat(names("/")).containsExactly("d/");
    assertThat(names("/d")).isEmpty();
  }

  @Test
  void oddNamesAreKeptAsTheyAre() throws Exception {
    makeDirectories("/files", "/directories");
    for (String name : ODD_NAMES) {
      put("/files/" + name, name);
      makeDirectories("/directories/" + name);
      put("/directories/" + name + "/" + name, name);
    }

    assertThat(names("/files")).containsExactlyInAnyOrderElementsOf(ODD_NAMES);
    assertThat(names("/directories"))
        .containsExactlyInAnyOrderElementsOf(ODD_NAMES.stream().map(n -> n + "/").toList());
    for (String name : ODD_NAMES) {
      assertThat(text("/files/" + name)).isEqualTo(name);
      assertThat(storage.stat(path("/files/" + name), Wanted.ANY).map(Entry::name)).contains(name);
      storage.rename(path("/files/" + name), path("/files/moved " + name));
      storage.rename(path("/directories/" + name), path("/directories/moved " + name));
      assertThat(text("/directories/moved " + name + "/" + name)).isEqualTo(name);
      storage.delete(path("/files/moved " + name));
    }
    assertThat(names("/files")).isEmpty();
  }
}
