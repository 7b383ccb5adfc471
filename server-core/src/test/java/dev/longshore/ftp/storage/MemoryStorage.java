package dev.longshore.ftp.storage;

import dev.longshore.ftp.storage.MemoryTree.MemoryDirectory;
import dev.longshore.ftp.storage.MemoryTree.MemoryFile;
import dev.longshore.ftp.storage.MemoryTree.Node;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** One user's view of a {@link MemoryTree}. Made by {@link MemoryStorages}. */
public final class MemoryStorage implements Storage {
  private final Home home;
  private final MemoryTree tree;

  MemoryStorage(Home home, MemoryTree tree) {
    this.home = home;
    this.tree = tree;
  }

  @Override
  public Optional<Entry> stat(FtpPath path, Wanted wanted) {
    return find(path)
        .map(node -> MemoryTree.entry(path.name(), node))
        .filter(
            entry ->
                switch (wanted) {
                  case FILE -> entry.isFile();
                  case DIRECTORY -> entry.isDirectory();
                  case ANY -> true;
                });
  }

  @Override
  public EntryCursor list(FtpPath directory) throws StorageException {
    Node node = find(directory).orElseThrow(() -> failure(Kind.NOT_FOUND, directory));
    if (node instanceof MemoryFile) {
      throw failure(Kind.NOT_A_DIRECTORY, directory);
    }
    SortedSet<String> fixed = home.fixedNamesIn(directory);
    List<Entry> entries = new ArrayList<>();
    fixed.forEach(name -> entries.add(Entry.directory(name, Optional.empty())));
    home.locate(directory).map(place -> tree.children(place.path())).stream()
        .flatMap(List::stream)
        .filter(entry -> !fixed.contains(entry.name()))
        .forEach(entries::add);
    return new ListCursor(entries.iterator());
  }

  @Override
  public Download open(FtpPath path, long offset) throws StorageException {
    MemoryFile file = requireFile(path);
    if (offset > file.bytes().length) {
      throw failure(Kind.OUT_OF_RANGE, path);
    }
    return new MemoryDownload(file.bytes(), offset);
  }

  @Override
  public Stored store(FtpPath path, StoreOptions options, Content content) throws IOException {
    if (home.isFixed(path)) {
      throw failure(Kind.IS_A_DIRECTORY, path);
    }
    FtpPath place = home.require(path).path();
    Node before = find(path).orElse(null);
    requireStorable(path, options, before);
    long version = before instanceof MemoryFile file ? file.version() : MemoryTree.MISSING;
    byte[] head = before instanceof MemoryFile file ? kept(file.bytes(), options) : new byte[0];
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(head);
    content.transferTo(bytes);
    content.confirm();
    try {
      MemoryFile stored = put(place, bytes.toByteArray(), options, version);
      return new Stored(stored.bytes().length, "v" + stored.version());
    } catch (StorageException e) {
      throw e.kind() == Kind.NOT_FOUND
          ? new StorageException(Kind.UNAVAILABLE, "its directory has gone meanwhile", e)
          : e;
    }
  }

  private MemoryFile put(FtpPath place, byte[] bytes, StoreOptions options, long version)
      throws StorageException {
    return switch (options.mode()) {
      case REPLACE -> tree.put(place, bytes, options.modified(), now -> true, Kind.UNAVAILABLE);
      case CREATE ->
          tree.put(
              place,
              bytes,
              options.modified(),
              now -> now == MemoryTree.MISSING,
              Kind.ALREADY_EXISTS);
      case APPEND, FROM_OFFSET ->
          tree.put(place, bytes, options.modified(), now -> now == version, Kind.CHANGED);
    };
  }

  private void requireStorable(FtpPath path, StoreOptions options, @Nullable Node before)
      throws StorageException {
    if (!(find(path.parent()).orElse(null) instanceof MemoryDirectory)) {
      throw failure(Kind.NOT_FOUND, path.parent());
    }
    if (before instanceof MemoryDirectory) {
      throw failure(Kind.IS_A_DIRECTORY, path);
    }
    if (before != null && options.mode() == StoreOptions.Mode.CREATE) {
      throw failure(Kind.ALREADY_EXISTS, path);
    }
    long size = before instanceof MemoryFile file ? file.bytes().length : 0;
    if (options.offset() > size) {
      throw failure(Kind.OUT_OF_RANGE, path);
    }
  }

  private static byte[] kept(byte[] before, StoreOptions options) {
    return switch (options.mode()) {
      case REPLACE, CREATE -> new byte[0];
      case APPEND -> before;
      case FROM_OFFSET -> Arrays.copyOf(before, Math.toIntExact(options.offset()));
    };
  }

  @Override
  public void delete(FtpPath path) throws StorageException {
    requireFile(path);
    tree.remove(home.require(path).path());
  }

  @Override
  public void makeDirectory(FtpPath directory) throws StorageException {
    if (home.isFixed(directory)) {
      throw failure(Kind.ALREADY_EXISTS, directory);
    }
    tree.makeDirectory(home.require(directory).path());
  }

  @Override
  public void removeDirectory(FtpPath directory) throws StorageException {
    Node node = find(directory).orElseThrow(() -> failure(Kind.NOT_FOUND, directory));
    if (node instanceof MemoryFile) {
      throw failure(Kind.NOT_A_DIRECTORY, directory);
    }
    requireChangeable(directory);
    tree.remove(home.require(directory).path());
  }

  @Override
  public void rename(FtpPath from, FtpPath to, Existing existing) throws StorageException {
    Node source = find(from).orElseThrow(() -> failure(Kind.NOT_FOUND, from));
    requireChangeable(from);
    if (isSamePlace(from, to)) {
      return;
    }
    FtpPath old = home.require(from).path();
    if (source instanceof MemoryDirectory
        && home.locate(to).filter(place -> old.contains(place.path())).isPresent()) {
      throw failure(Kind.NAME_NOT_ALLOWED, to);
    }
    if (home.isFixed(to)) {
      throw failure(Kind.ALREADY_EXISTS, to);
    }
    tree.move(old, home.require(to).path(), existing);
  }

  @Override
  public void copy(FtpPath from, FtpPath to, Existing existing) throws StorageException {
    MemoryFile source = requireFile(from);
    if (isSamePlace(from, to)) {
      return;
    }
    if (find(to).orElse(null) instanceof MemoryDirectory) {
      throw failure(Kind.ALREADY_EXISTS, to);
    }
    tree.put(
        home.require(to).path(),
        source.bytes(),
        Optional.empty(),
        now -> existing == Existing.REPLACE || now == MemoryTree.MISSING,
        Kind.ALREADY_EXISTS);
  }

  @Override
  public void touch(FtpPath path, Instant modified) throws StorageException {
    Node node = find(path).orElseThrow(() -> failure(Kind.NOT_FOUND, path));
    switch (node) {
      case MemoryDirectory directory -> throw failure(Kind.UNSUPPORTED, path);
      case MemoryFile file ->
          tree.put(
              home.require(path).path(),
              file.bytes(),
              Optional.of(modified),
              now -> now == file.version(),
              Kind.CHANGED);
    }
  }

  @Override
  public Optional<Checksum> checksum(FtpPath path, Checksum.Algorithm algorithm)
      throws StorageException {
    requireFile(path);
    return Optional.empty();
  }

  /** Two mappings may lead to one place. */
  private boolean isSamePlace(FtpPath from, FtpPath to) {
    return home.locate(from).map(Home.Place::path).equals(home.locate(to).map(Home.Place::path));
  }

  private Optional<Node> find(FtpPath path) {
    return home.locate(path)
        .flatMap(place -> tree.find(place.path()))
        .or(
            () ->
                home.isFixed(path)
                    ? Optional.of(new MemoryDirectory(Instant.EPOCH))
                    : Optional.empty());
  }

  private MemoryFile requireFile(FtpPath path) throws StorageException {
    return switch (find(path).orElseThrow(() -> failure(Kind.NOT_FOUND, path))) {
      case MemoryFile file -> file;
      case MemoryDirectory directory -> throw failure(Kind.IS_A_DIRECTORY, path);
    };
  }

  private void requireChangeable(FtpPath path) throws StorageException {
    if (home.isFixed(path)) {
      throw new StorageException(Kind.ACCESS_DENIED, path + " belongs to a home mapping");
    }
  }

  private static StorageException failure(Kind kind, FtpPath path) {
    return new StorageException(kind, path.toString());
  }

  private record ListCursor(Iterator<Entry> entries) implements EntryCursor {
    @Override
    public Optional<Entry> next() {
      return entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
    }

    @Override
    public void close() {}
  }
}
