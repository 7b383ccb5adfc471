package dev.longshore.s3;

import dev.longshore.ftp.storage.Checksum;
import dev.longshore.ftp.storage.Content;
import dev.longshore.ftp.storage.Download;
import dev.longshore.ftp.storage.Entry;
import dev.longshore.ftp.storage.EntryCursor;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Home;
import dev.longshore.ftp.storage.Storage;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.storage.StoreOptions;
import dev.longshore.ftp.storage.StoreOptions.Mode;
import dev.longshore.ftp.storage.Stored;
import dev.longshore.s3.call.ProviderProfile.Trait;
import dev.longshore.s3.call.S3Location;
import dev.longshore.s3.call.S3Operations;
import dev.longshore.s3.transfer.Downloads;
import dev.longshore.s3.transfer.Uploads;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * One user's files in S3: finds what a path means and hands the work on. Made by {@link
 * S3Storages}; holds nothing that must be closed.
 */
final class S3Storage implements Storage {
  private final String user;
  private final Namespace namespace;
  private final S3Operations operations;
  private final TreeOperations tree;
  private final Uploads uploads;
  private final Downloads downloads;

  S3Storage(
      String user,
      Namespace namespace,
      S3Operations operations,
      TreeOperations tree,
      Uploads uploads,
      Downloads downloads) {
    this.user = user;
    this.namespace = namespace;
    this.operations = operations;
    this.tree = tree;
    this.uploads = uploads;
    this.downloads = downloads;
  }

  @Override
  public Optional<Entry> stat(FtpPath path, Wanted wanted) throws StorageException {
    return namespace.stat(path, wanted);
  }

  @Override
  public EntryCursor list(FtpPath directory) throws StorageException {
    Home home = namespace.keys().home();
    Collection<String> fixed = home.fixedNamesIn(directory);
    Optional<S3Location> prefix = namespace.keys().directory(directory);
    if (prefix.isEmpty()) {
      if (!home.isFixed(directory)) {
        throw namespace.noDirectory(directory);
      }
      return S3Listing.of(fixed);
    }
    Optional<S3Listing> listing = S3Listing.open(operations, prefix.get(), fixed);
    if (listing.isEmpty() && !home.isFixed(directory)) {
      throw namespace.noDirectory(directory);
    }
    return listing.isEmpty() ? S3Listing.of(fixed) : listing.get();
  }

  @Override
  public Download open(FtpPath file, long offset) throws StorageException {
    Optional<S3Location> at = namespace.keys().file(file);
    if (at.isEmpty()) {
      throw namespace.noFile(file);
    }
    try {
      return downloads.open(at.get(), offset);
    } catch (StorageException e) {
      throw e.kind() == Kind.NOT_FOUND ? namespace.noFile(file) : e;
    }
  }

  @Override
  public Stored store(FtpPath file, StoreOptions options, Content content) throws IOException {
    if (namespace.keys().home().isFixed(file)) {
      throw new StorageException(Kind.IS_A_DIRECTORY, file + " is a directory");
    }
    S3Location at = namespace.keys().requireFile(file);
    Concurrently.all(
        () -> namespace.requireParent(file),
        () -> namespace.requireNoDirectory(file, Kind.IS_A_DIRECTORY),
        () -> {
          if (options.mode() == Mode.CREATE) {
            namespace.requireNoFile(file);
          }
        });
    return uploads.store(user, at, options, content);
  }

  @Override
  public void delete(FtpPath file) throws StorageException {
    tree.delete(file);
  }

  @Override
  public void makeDirectory(FtpPath directory) throws StorageException {
    tree.makeDirectory(directory);
  }

  @Override
  public void removeDirectory(FtpPath directory) throws StorageException {
    tree.removeDirectory(directory);
  }

  @Override
  public void rename(FtpPath from, FtpPath to, Existing existing) throws StorageException {
    tree.rename(from, to, existing);
  }

  @Override
  public void copy(FtpPath from, FtpPath to, Existing existing) throws StorageException {
    tree.copy(from, to, existing);
  }

  @Override
  public void touch(FtpPath path, Instant modified) throws StorageException {
    tree.touch(path, modified);
  }

  /** A store that checks no checksums keeps none, and is not asked. */
  @Override
  public Optional<Checksum> checksum(FtpPath file, Checksum.Algorithm algorithm)
      throws StorageException {
    Optional<S3Location> at = namespace.keys().file(file);
    if (at.isEmpty() || !operations.profile().has(Trait.CHECKS_CRC32C)) {
      namespace.requireFile(file);
      return Optional.empty();
    }
    try {
      return operations.objectChecksum(at.get(), algorithm);
    } catch (StorageException e) {
      throw e.kind() == Kind.NOT_FOUND ? namespace.noFile(file) : e;
    }
  }
}
