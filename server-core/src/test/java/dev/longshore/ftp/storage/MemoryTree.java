package dev.longshore.ftp.storage;

import dev.longshore.ftp.storage.Storage.Existing;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** Files and directories by their paths in the storage; every method is atomic. */
final class MemoryTree {

  /** The version of a file that is not there. */
  static final long MISSING = 0;

  /** What is at a path. */
  sealed interface Node {}

  /** A file's bytes, which nobody changes; two are the same only if they are one. */
  static final class MemoryFile implements Node {
    private final byte[] bytes;
    private final Instant modified;
    private final long version;

    MemoryFile(byte[] bytes, Instant modified, long version) {
      this.bytes = bytes;
      this.modified = modified;
      this.version = version;
    }

    byte[] bytes() {
      return bytes;
    }

    Instant modified() {
      return modified;
    }

    long version() {
      return version;
    }
  }

  record MemoryDirectory(Instant modified) implements Node {}

  private final NavigableMap<String, Node> nodes = new TreeMap<>();
  private final Clock clock;
  private long versions;

  MemoryTree(Clock clock) {
    this.clock = clock;
  }

  synchronized Optional<Node> find(FtpPath path) {
    return Optional.ofNullable(path.isRoot() ? rootNode() : nodes.get(path.toString()));
  }

  synchronized Optional<MemoryFile> file(FtpPath path) {
    return find(path).filter(MemoryFile.class::isInstance).map(MemoryFile.class::cast);
  }

  synchronized List<Entry> children(FtpPath directory) {
    List<Entry> entries = new ArrayList<>();
    String prefix = prefix(directory);
    below(directory)
        .forEach(
            (path, node) -> {
              String name = path.substring(prefix.length());
              if (name.indexOf('/') < 0) {
                entries.add(entry(name, node));
              }
            });
    return entries;
  }

  static Entry entry(String name, Node node) {
    return switch (node) {
      case MemoryFile file -> Entry.file(name, file.bytes().length, file.modified());
      case MemoryDirectory directory -> Entry.directory(name, Optional.of(directory.modified()));
    };
  }

  /** Puts a file if the version of what is there pleases; makes no parents. */
  synchronized MemoryFile put(
      FtpPath path,
      byte[] bytes,
      Optional<Instant> modified,
      LongPredicate expectedVersion,
      Kind otherwise)
      throws StorageException {
    requireDirectory(path.parent());
    if (find(path).orElse(null) instanceof MemoryDirectory) {
      throw new StorageException(Kind.IS_A_DIRECTORY, path.toString());
    }
    if (!expectedVersion.test(file(path).map(MemoryFile::version).orElse(MISSING))) {
      throw new StorageException(otherwise, path.toString());
    }
    MemoryFile file = new MemoryFile(bytes, modified.orElseGet(clock::instant), ++versions);
    nodes.put(path.toString(), file);
    return file;
  }

  synchronized void makeDirectory(FtpPath path) throws StorageException {
    requireDirectory(path.parent());
    if (find(path).isPresent()) {
      throw new StorageException(Kind.ALREADY_EXISTS, path.toString());
    }
    nodes.put(path.toString(), new MemoryDirectory(clock.instant()));
  }

  /** Makes a directory and those above it, where they are missing. */
  synchronized void makeDirectories(FtpPath path) {
    if (!path.isRoot()) {
      makeDirectories(path.parent());
      nodes.putIfAbsent(path.toString(), new MemoryDirectory(clock.instant()));
    }
  }

  synchronized void remove(FtpPath path) throws StorageException {
    if (!below(path).isEmpty()) {
      throw new StorageException(Kind.NOT_EMPTY, path.toString());
    }
    nodes.remove(path.toString());
  }

  synchronized void move(FtpPath from, FtpPath to, Existing existing) throws StorageException {
    Node source =
        find(from).orElseThrow(() -> new StorageException(Kind.NOT_FOUND, from.toString()));
    requireDirectory(to.parent());
    Node target = find(to).orElse(null);
    boolean taken =
        (source instanceof MemoryDirectory || existing == Existing.KEEP)
            ? target != null
            : target instanceof MemoryDirectory;
    if (taken) {
      throw new StorageException(Kind.ALREADY_EXISTS, to.toString());
    }
    SortedMap<String, Node> moved = new TreeMap<>(below(from));
    below(from).clear();
    nodes.remove(from.toString());
    nodes.put(to.toString(), source);
    moved.forEach((path, node) -> nodes.put(to + path.substring(from.toString().length()), node));
  }

  private void requireDirectory(FtpPath path) throws StorageException {
    if (!(find(path).orElse(null) instanceof MemoryDirectory)) {
      throw new StorageException(Kind.NOT_FOUND, "no directory " + path);
    }
  }

  /** What is below a path, a view; a slash is followed by a zero in the order of characters. */
  private SortedMap<String, Node> below(FtpPath path) {
    String prefix = prefix(path);
    return nodes.subMap(prefix, prefix.substring(0, prefix.length() - 1) + '0');
  }

  private static String prefix(FtpPath directory) {
    return directory.isRoot() ? "/" : directory + "/";
  }

  private static MemoryDirectory rootNode() {
    return new MemoryDirectory(Instant.EPOCH);
  }
}
