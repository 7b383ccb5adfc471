package dev.longshore.ftp.storage;

import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.user.HomeMapping;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A user's home mappings as a storage asks them: where a path is kept, and which directories exist
 * only because a mapping is at or below them.
 *
 * <p>Immutable. Every implementation of {@link Storage} resolves paths by it, so that they agree.
 */
public final class Home {

  /**
   * Where a path is kept.
   *
   * @param target the mapping's target, an absolute path in the storage
   * @param rest what follows the mapping's entry; the root for the entry itself
   */
  public record Place(FtpPath target, FtpPath rest) {

    /** The whole path in the storage. */
    public FtpPath path() {
      return target.join(rest);
    }
  }

  private record Mount(FtpPath entry, FtpPath target) {}

  private final List<Mount> longestFirst;

  private Home(List<Mount> longestFirst) {
    this.longestFirst = longestFirst;
  }

  /**
   * The home of a user.
   *
   * @throws IllegalArgumentException for a mapping with NUL, CR or LF
   */
  public static Home of(List<HomeMapping> mappings) {
    return new Home(
        mappings.stream()
            .map(mapping -> new Mount(parse(mapping.entry()), parse(mapping.target())))
            .sorted(Comparator.comparingInt((Mount m) -> m.entry().segments().size()).reversed())
            .toList());
  }

  /** Where a path is kept: the longest entry decides; empty if no mapping covers it. */
  public Optional<Place> locate(FtpPath path) {
    return longestFirst.stream()
        .filter(mount -> mount.entry().contains(path))
        .findFirst()
        .map(mount -> new Place(mount.target(), rest(mount.entry(), path)));
  }

  /**
   * As {@link #locate}, for a path that shall be changed.
   *
   * @throws StorageException {@code ACCESS_DENIED} where no mapping covers it
   */
  public Place require(FtpPath path) throws StorageException {
    return locate(path)
        .orElseThrow(
            () ->
                new StorageException(
                    Kind.ACCESS_DENIED, "no home mapping covers " + path + ", nothing goes there"));
  }

  /** Whether it is a mapping's entry or above one: it exists whatever is stored, and stays. */
  public boolean isFixed(FtpPath path) {
    return longestFirst.stream().anyMatch(mount -> path.contains(mount.entry()));
  }

  /** The names directly in a directory that are fixed; they hide what is stored by that name. */
  public SortedSet<String> fixedNamesIn(FtpPath directory) {
    SortedSet<String> names = new TreeSet<>();
    int depth = directory.segments().size();
    for (Mount mount : longestFirst) {
      List<String> entry = mount.entry().segments();
      if (entry.size() > depth && directory.contains(mount.entry())) {
        names.add(entry.get(depth));
      }
    }
    return names;
  }

  private static FtpPath rest(FtpPath entry, FtpPath path) {
    return new FtpPath(path.segments().subList(entry.segments().size(), path.segments().size()));
  }

  private static FtpPath parse(String absolute) {
    try {
      return FtpPath.of(absolute);
    } catch (StorageException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
