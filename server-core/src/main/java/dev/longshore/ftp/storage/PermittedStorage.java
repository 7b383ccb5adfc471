package dev.longshore.ftp.storage;

import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.user.Permission;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A user's storage as far as the user's permissions go: the only place where they are checked. */
public final class PermittedStorage implements Storage {
  private final Storage storage;
  private final Set<Permission> permissions;

  public PermittedStorage(Storage storage, Set<Permission> permissions) {
    this.storage = storage;
    this.permissions = Set.copyOf(permissions);
  }

  /**
   * Whether a directory is there is free to all who are logged in, without which CWD would not
   * work. More is for who may list, or read: clients ask for a file's size before they download it.
   */
  @Override
  public Optional<Entry> stat(FtpPath path, Wanted wanted) throws StorageException {
    if (wanted != Wanted.DIRECTORY && !maySee()) {
      throw new StorageException(
          Kind.ACCESS_DENIED,
          "the user may neither " + Permission.LIST + " nor " + Permission.READ);
    }
    return storage.stat(path, wanted);
  }

  /** Whether the user may know what there is at a path, and so be told that there is nothing. */
  public boolean maySee() {
    return permissions.contains(Permission.LIST) || permissions.contains(Permission.READ);
  }

  @Override
  public EntryCursor list(FtpPath directory) throws StorageException {
    require(Permission.LIST);
    return storage.list(directory);
  }

  @Override
  public Download open(FtpPath file, long offset) throws StorageException {
    require(Permission.READ);
    return storage.open(file, offset);
  }

  @Override
  public Stored store(FtpPath file, StoreOptions options, Content content) throws IOException {
    require(Permission.WRITE);
    return switch (options.mode()) {
      case CREATE -> storage.store(file, options, content);
      case REPLACE -> storage.store(file, creating(options), content);
      case APPEND -> {
        // A file that is not there yet is made, and then nothing is overwritten.
        if (storage.stat(file, Wanted.FILE).isPresent()) {
          require(Permission.OVERWRITE);
        }
        yield storage.store(file, creating(options), content);
      }
      case FROM_OFFSET -> {
        require(Permission.OVERWRITE);
        yield storage.store(file, options, content);
      }
    };
  }

  private StoreOptions creating(StoreOptions options) {
    return permissions.contains(Permission.OVERWRITE)
        ? options
        : new StoreOptions(StoreOptions.Mode.CREATE, 0, options.size(), options.modified());
  }

  @Override
  public void delete(FtpPath file) throws StorageException {
    require(Permission.DELETE);
    storage.delete(file);
  }

  @Override
  public void makeDirectory(FtpPath directory) throws StorageException {
    require(Permission.MAKE_DIRECTORY);
    storage.makeDirectory(directory);
  }

  @Override
  public void removeDirectory(FtpPath directory) throws StorageException {
    require(Permission.DELETE);
    storage.removeDirectory(directory);
  }

  /** Whether this could be renamed, as far as the user may know; RNFR comes long before RNTO. */
  public void requireRenamable(FtpPath from) throws StorageException {
    require(Permission.RENAME);
    requireSeen(from);
  }

  /** Fails with {@code NOT_FOUND} if the user may know that there is nothing at a path. */
  public void requireSeen(FtpPath path) throws StorageException {
    if (maySee() && storage.stat(path, Wanted.ANY).isEmpty()) {
      throw new StorageException(Kind.NOT_FOUND, "nothing at " + path);
    }
  }

  @Override
  public void rename(FtpPath from, FtpPath to, Existing existing) throws StorageException {
    require(Permission.RENAME);
    onto(to, existing, allowed -> storage.rename(from, to, allowed));
  }

  @Override
  public void copy(FtpPath from, FtpPath to, Existing existing) throws StorageException {
    require(Permission.READ);
    require(Permission.WRITE);
    onto(to, existing, allowed -> storage.copy(from, to, allowed));
  }

  /** Something that gives a file a new name. */
  @FunctionalInterface
  private interface Naming {
    void run(Existing allowed) throws StorageException;
  }

  /**
   * The storage sees to it that nothing is replaced without leave: a look from here would be a
   * moment too early.
   */
  private void onto(FtpPath target, Existing existing, Naming naming) throws StorageException {
    boolean mayReplace =
        permissions.contains(Permission.WRITE) && permissions.contains(Permission.OVERWRITE);
    if (mayReplace || existing == Existing.KEEP) {
      naming.run(existing);
      return;
    }
    try {
      naming.run(Existing.KEEP);
    } catch (StorageException e) {
      if (e.kind() == Kind.ALREADY_EXISTS && storage.stat(target, Wanted.FILE).isPresent()) {
        throw new StorageException(
            Kind.ACCESS_DENIED,
            "the user may not " + Permission.WRITE + " and " + Permission.OVERWRITE,
            e);
      }
      throw e;
    }
  }

  @Override
  public void touch(FtpPath path, Instant modified) throws StorageException {
    require(Permission.WRITE);
    require(Permission.OVERWRITE);
    storage.touch(path, modified);
  }

  @Override
  public Optional<Checksum> checksum(FtpPath file, Checksum.Algorithm algorithm)
      throws StorageException {
    require(Permission.READ);
    return storage.checksum(file, algorithm);
  }

  private void require(Permission permission) throws StorageException {
    if (!permissions.contains(permission)) {
      throw new StorageException(Kind.ACCESS_DENIED, "the user may not " + permission);
    }
  }
}
