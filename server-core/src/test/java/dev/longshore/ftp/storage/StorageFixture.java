package dev.longshore.ftp.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.storage.Storage.Wanted;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.user.HomeMapping;
import dev.longshore.ftp.user.Permission;
import dev.longshore.ftp.user.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of {@link StorageContract} share: a user with an empty home, and shorthands. */
abstract class StorageFixture {

  Storage storage = new MemoryStorages().forUser(user("nobody", new HomeMapping("/", "/nowhere")));

  /** The implementation. */
  protected abstract Storages storages();

  /** An empty place for a test alone, as the target of a home mapping. */
  protected abstract String newTarget() throws Exception;

  /** A size in bytes around which the implementation stores in another way. */
  protected abstract int partSize();

  @BeforeEach
  final void giveAUserAnEmptyHome() throws Exception {
    storage = home(new HomeMapping("/", newTarget()));
  }

  final Storage home(HomeMapping... mappings) {
    return storages().forUser(user("contract", mappings));
  }

  static User user(String name, HomeMapping... mappings) {
    return new User(name, EnumSet.allOf(Permission.class), List.of(mappings), OptionalInt.empty());
  }

  static FtpPath path(String absolute) {
    try {
      return FtpPath.of(absolute);
    } catch (StorageException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  final void put(String path, String text) throws IOException {
    storage.store(path(path), StoreOptions.REPLACE, Content.of(utf8(text)));
  }

  final void makeDirectories(String... paths) throws IOException {
    for (String path : paths) {
      storage.makeDirectory(path(path));
    }
  }

  final byte[] bytes(String path, long offset) throws IOException {
    try (Download download = storage.open(path(path), offset)) {
      return download.content().readAllBytes();
    }
  }

  final String text(String path) throws IOException {
    return new String(bytes(path, 0), StandardCharsets.UTF_8);
  }

  final SortedSet<String> names(String directory) throws IOException {
    return names(storage, directory);
  }

  /** The names in a directory, directories with a slash behind them. */
  static SortedSet<String> names(Storage storage, String directory) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    try (EntryCursor cursor = storage.list(path(directory))) {
      for (var entry = cursor.next(); entry.isPresent(); entry = cursor.next()) {
        String name = entry.get().name() + (entry.get().isDirectory() ? "/" : "");
        assertThat(names.add(name)).as("%s comes once", name).isTrue();
      }
    }
    return names;
  }

  final boolean isFile(String path) throws IOException {
    return storage.stat(path(path), Wanted.FILE).isPresent();
  }

  final boolean isDirectory(String path) throws IOException {
    return storage.stat(path(path), Wanted.DIRECTORY).isPresent();
  }

  static void assertFails(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }
}
