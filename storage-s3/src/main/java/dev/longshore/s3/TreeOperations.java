package dev.longshore.s3;

import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage.Existing;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.ObjectCopy.Source;
import dev.longshore.s3.call.Condition;
import dev.longshore.s3.call.ModifiedTime;
import dev.longshore.s3.call.ObjectHead;
import dev.longshore.s3.call.ObjectPage;
import dev.longshore.s3.call.S3Location;
import dev.longshore.s3.call.S3Operations;
import dev.longshore.s3.call.S3Settings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What changes names: rename, copy, and making and removing directories. Used by {@link S3Storage}
 * on any thread.
 *
 * <p>S3 renames nothing: a file is copied, the copy is looked at, and only then the old one goes,
 * if it still is the version that was copied. A crash leaves two, never none; a client that is gone
 * once the copy is there leaves one.
 */
final class TreeOperations {
  private final Namespace namespace;
  private final S3Operations operations;
  private final S3Settings.Tree limits;
  private final Uninterrupted uninterrupted;
  private final ObjectCopy objects;

  TreeOperations(
      Namespace namespace,
      S3Operations operations,
      S3Settings.Tree limits,
      Uninterrupted uninterrupted) {
    this.namespace = namespace;
    this.operations = operations;
    this.limits = limits;
    this.uninterrupted = uninterrupted;
    this.objects = new ObjectCopy(operations, uninterrupted);
  }

  void makeDirectory(FtpPath path) throws StorageException {
    if (namespace.keys().home().isFixed(path)) {
      throw new StorageException(Kind.ALREADY_EXISTS, path + " is there");
    }
    S3Location at = namespace.keys().requireDirectory(path);
    Concurrently.all(
        () -> namespace.requireParent(path),
        () -> namespace.requireNoDirectory(path, Kind.ALREADY_EXISTS),
        () -> namespace.requireNoFile(path));
    namespace.mark(at);
  }

  void removeDirectory(FtpPath path) throws StorageException {
    namespace.requireChangeable(path);
    Optional<S3Location> at = namespace.keys().directory(path);
    ObjectPage first =
        at.isEmpty()
            ? new ObjectPage(List.of(), List.of(), Optional.empty())
            : operations.listObjectsV2(at.get(), false, 2, Optional.empty());
    if (at.isEmpty() || first.isEmpty()) {
      throw namespace.noDirectory(path);
    }
    String marker = at.get().key();
    if (first.objects().stream().anyMatch(object -> !object.key().equals(marker))) {
      throw new StorageException(Kind.NOT_EMPTY, path + " is not empty");
    }
    remove(path, at.get());
  }

  void delete(FtpPath path) throws StorageException {
    namespace.requireFile(path);
    remove(path, namespace.keys().requireFile(path));
  }

  private void remove(FtpPath path, S3Location at) throws StorageException {
    uninterrupted.run(
        "to delete " + at,
        () -> {
          operations.deleteObject(at, Condition.none());
          namespace.keepParent(path);
        });
  }

  void rename(FtpPath from, FtpPath to, Existing existing) throws StorageException {
    namespace.requireChangeable(from);
    if (namespace.isDirectory(from)) {
      renameDirectory(from, to);
    } else {
      renameFile(from, to, existing);
    }
  }

  private void renameFile(FtpPath from, FtpPath to, Existing existing) throws StorageException {
    ObjectHead head = namespace.requireFile(from);
    S3Location old = namespace.keys().requireFile(from);
    if (namespace.keys().file(to).filter(old::equals).isPresent()) {
      return;
    }
    requireTarget(to);
    Source source = source(old, head);
    S3Location target = namespace.keys().requireFile(to);
    objects.make(source, target, condition(existing));
    uninterrupted.run(
        "to delete " + old + ", which was renamed",
        () -> {
          objects.check(source, target);
          objects.delete(old, source.version());
          namespace.keepParent(from);
        });
  }

  private void renameDirectory(FtpPath from, FtpPath to) throws StorageException {
    S3Location old = namespace.keys().requireDirectory(from);
    Optional<S3Location> within = namespace.keys().directory(to).filter(old::contains);
    if (within.isPresent()) {
      if (within.get().equals(old)) {
        return;
      }
      throw new StorageException(Kind.NAME_NOT_ALLOWED, to + " is within " + from);
    }
    requireTarget(to);
    namespace.requireNoFile(to);
    S3Location target = namespace.keys().requireDirectory(to);
    DirectoryMove move =
        DirectoryMove.plan(operations, old, target, limits.renameMaxObjects(), objects);
    move.copy(uninterrupted);
    uninterrupted.run(
        "to delete what is in " + old + ", which was renamed",
        () -> {
          move.deleteOld();
          namespace.keepParent(from);
        });
  }

  void copy(FtpPath from, FtpPath to, Existing existing) throws StorageException {
    ObjectHead head = namespace.requireFile(from);
    S3Location old = namespace.keys().requireFile(from);
    if (namespace.keys().file(to).filter(old::equals).isPresent()) {
      return;
    }
    requireTarget(to);
    objects.copy(source(old, head), namespace.keys().requireFile(to), condition(existing));
  }

  private static Condition condition(Existing existing) {
    return switch (existing) {
      case REPLACE -> Condition.none();
      case KEEP -> Condition.absent();
    };
  }

  /** Copies the object onto itself with the time in its metadata; S3 has no other way. */
  void touch(FtpPath path, Instant modified) throws StorageException {
    Optional<ObjectHead> file = namespace.file(path);
    if (file.isEmpty()) {
      StorageException none = namespace.noFile(path);
      throw none.kind() == Kind.IS_A_DIRECTORY
          ? new StorageException(Kind.UNSUPPORTED, "directories have no time of their own", none)
          : none;
    }
    ObjectHead head = file.get();
    if (head.size()
        > Math.min(limits.touchMaxBytes(), operations.profile().limits().maxCopyBytes())) {
      throw new StorageException(
          Kind.UNSUPPORTED, path + " is too large for its time to be changed, which copies it");
    }
    Map<String, String> metadata = new HashMap<>(head.attributes().metadata());
    metadata.put(ModifiedTime.KEY, ModifiedTime.format(modified));
    S3Location at = namespace.keys().requireFile(path);
    operations.copyObject(
        at,
        head.version(),
        at,
        Condition.none(),
        head.storageClass(),
        Optional.of(head.attributes().withMetadata(metadata)));
  }

  private void requireTarget(FtpPath to) throws StorageException {
    Concurrently.all(
        () -> namespace.requireNoDirectory(to, Kind.ALREADY_EXISTS),
        () -> namespace.requireParent(to));
    namespace.keys().requireFile(to);
  }

  private static Source source(S3Location at, ObjectHead head) {
    return new Source(at, head.size(), head.version(), head.storageClass());
  }
}
