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

  /** Free to all who are logged in: without it CWD and uploads would not work. */
  @Override
  public Optional<Entry> stat(FtpPath path, Wanted wanted) throws StorageException {
    return storage.stat(path, wanted);
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

  @Override
  public void rename(FtpPath from, FtpPath to) throws StorageException {
    require(Permission.RENAME);
    requireFree(to);
    storage.rename(from, to);
  }

  @Override
  public void copy(FtpPath from, FtpPath to) throws StorageException {
    require(Permission.READ);
    require(Permission.WRITE);
    requireFree(to);
    storage.copy(from, to);
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

  @Override
  public Set<Feature> features() {
    return storage.features();
  }

  private void requireFree(FtpPath target) throws StorageException {
    if (!permissions.contains(Permission.OVERWRITE)
        && storage.stat(target, Wanted.FILE).isPresent()) {
      require(Permission.OVERWRITE);
    }
  }

  private void require(Permission permission) throws StorageException {
    if (!permissions.contains(permission)) {
      throw new StorageException(Kind.ACCESS_DENIED, "the user may not " + permission);
    }
  }
}
