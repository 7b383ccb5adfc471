package dev.longshore.ftp.storage;

import dev.longshore.ftp.user.HomeMapping;
import dev.longshore.ftp.user.User;
import java.time.Clock;
import java.util.Optional;

/**
 * Files in memory, for tests: one namespace, in which the targets of all users' home mappings lie.
 */
public final class MemoryStorages implements Storages {
  private final MemoryTree tree;

  public MemoryStorages() {
    this(Clock.systemUTC());
  }

  /**
   * Storages with a clock of the test.
   *
   * @param clock gives the times of modification
   */
  public MemoryStorages(Clock clock) {
    this.tree = new MemoryTree(clock);
  }

  @Override
  public Storage forUser(User user) {
    Home home = Home.of(user.home());
    for (HomeMapping mapping : user.home()) {
      tree.makeDirectories(path(mapping.target()));
    }
    return new MemoryStorage(home, tree);
  }

  /** Lays a file down, with all directories above it; a path in the storage, not in a home. */
  public MemoryStorages with(String path, byte[] bytes) {
    FtpPath file = path(path);
    tree.makeDirectories(file.parent());
    try {
      tree.put(
          file, bytes.clone(), Optional.empty(), node -> true, StorageException.Kind.UNAVAILABLE);
    } catch (StorageException e) {
      throw new IllegalArgumentException(e);
    }
    return this;
  }

  /** Lays a directory down, with all above it. */
  public MemoryStorages withDirectory(String path) {
    tree.makeDirectories(path(path));
    return this;
  }

  /** The bytes of a file, if it is there; a path in the storage, not in a home. */
  public Optional<byte[]> bytes(String path) {
    return tree.file(path(path)).map(file -> file.bytes().clone());
  }

  @Override
  public void check() {}

  private static FtpPath path(String absolute) {
    try {
      return FtpPath.of(absolute);
    } catch (StorageException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
