package dev.longshore.s3;

import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Home;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.call.ProviderProfile;
import dev.longshore.s3.call.S3Location;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Which bucket and key a user's path is: the target {@code /bucket/prefix} of the home mapping that
 * covers it, and what follows. Immutable.
 */
final class S3Keys {
  /** The limit of S3. */
  private static final int MAX_KEY_BYTES = 1024;

  private final Home home;
  private final int maxNameBytes;

  S3Keys(Home home, ProviderProfile profile) {
    this.home = home;
    this.maxNameBytes = profile.limits().maxNameBytes();
  }

  Home home() {
    return home;
  }

  /**
   * Where a file of this path is; empty if no mapping covers it or it is a mapping's own directory.
   *
   * @throws StorageException {@code NAME_NOT_ALLOWED} if it is too long for a key
   */
  Optional<S3Location> file(FtpPath path) throws StorageException {
    if (home.isFixed(path)) {
      return Optional.empty();
    }
    Optional<Home.Place> place = home.locate(path);
    return place.isEmpty() ? Optional.empty() : Optional.of(location(path, place.get(), ""));
  }

  /** As {@link #file}, for a path that shall be changed: {@code ACCESS_DENIED} if uncovered. */
  S3Location requireFile(FtpPath path) throws StorageException {
    return location(path, home.require(path), "");
  }

  /**
   * The prefix of a directory, with a slash at its end or empty for a whole bucket; empty if no
   * mapping covers it, or if it would be too long for a key by its slash alone, so that only a file
   * can have this name.
   */
  Optional<S3Location> directory(FtpPath path) throws StorageException {
    Optional<Home.Place> place = home.locate(path);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    S3Location file = location(path, place.get(), "");
    boolean longest = bytes(file.key()) == MAX_KEY_BYTES;
    return longest ? Optional.empty() : Optional.of(location(path, place.get(), "/"));
  }

  /** As {@link #directory}, for one that shall be changed: {@code ACCESS_DENIED} if uncovered. */
  S3Location requireDirectory(FtpPath path) throws StorageException {
    return location(path, home.require(path), "/");
  }

  /**
   * Whether a name that another tool has put into the bucket can be a path's segment; what can not
   * is not shown.
   */
  static boolean canBeShown(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.chars().noneMatch(c -> c == '/' || c == '\0' || c == '\r' || c == '\n');
  }

  private S3Location location(FtpPath path, Home.Place place, String end) throws StorageException {
    List<String> segments = place.path().segments();
    if (place.target().isRoot()) {
      throw new StorageException(
          Kind.UNAVAILABLE,
          "the home mapping that covers " + path + " has the target / and so names no bucket");
    }
    for (String segment : place.rest().segments()) {
      if (bytes(segment) > maxNameBytes) {
        throw tooLong(path);
      }
    }
    String key = String.join("/", segments.subList(1, segments.size()));
    String whole = key.isEmpty() ? key : key + end;
    if (bytes(whole) > MAX_KEY_BYTES) {
      throw tooLong(path);
    }
    return new S3Location(segments.getFirst(), whole);
  }

  private static StorageException tooLong(FtpPath path) {
    return new StorageException(Kind.NAME_NOT_ALLOWED, "too long for a key: " + path);
  }

  private static int bytes(String text) throws StorageException {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining();
    } catch (CharacterCodingException e) {
      throw new StorageException(Kind.NAME_NOT_ALLOWED, "not a Unicode name", e);
    }
  }
}
