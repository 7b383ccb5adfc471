package dev.longshore.ftp.storage;

import dev.longshore.ftp.storage.StorageException.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * An absolute path in a user's home, without empty, {@code .} or {@code ..} segments; it can not
 * leave the root.
 *
 * <p>Names are as the client sent them, never normalised otherwise: case, blanks and Unicode forms
 * are kept. The characters NUL, CR and LF are in no path.
 *
 * @param segments the names from the root down; empty for the root
 */
public record FtpPath(List<String> segments) {

  public static final FtpPath ROOT = new FtpPath(List.of());

  /** As long as paths of file systems may be, and four times the longest key of S3. */
  public static final int MAX_LENGTH = 4096;

  public FtpPath {
    segments = List.copyOf(segments);
    for (String segment : segments) {
      if (segment.isEmpty()
          || segment.equals(".")
          || segment.equals("..")
          || segment.indexOf('/') >= 0) {
        throw new IllegalArgumentException("not a name: '" + segment + "'");
      }
    }
  }

  /** A path written from the root, as {@code /a/b}. */
  public static FtpPath of(String absolute) throws StorageException {
    return ROOT.resolve(absolute);
  }

  /**
   * A path as a client writes it, from here or, with a slash in front, from the root. {@code ..} at
   * the root stays there, repeated and trailing slashes are ignored (RFC 3659 section 6.2).
   *
   * @throws StorageException {@code NAME_NOT_ALLOWED} for NUL, CR or LF, and for a path of more
   *     than {@link #MAX_LENGTH} characters, which no storage is asked for
   */
  public FtpPath resolve(String argument) throws StorageException {
    requireAllowed(argument);
    List<String> result = new ArrayList<>(argument.startsWith("/") ? List.of() : segments);
    for (String segment : argument.split("/", -1)) {
      switch (segment) {
        case "", "." -> {}
        case ".." -> {
          if (!result.isEmpty()) {
            result.removeLast();
          }
        }
        default -> result.add(segment);
      }
    }
    if (result.stream().mapToInt(name -> name.length() + 1).sum() > MAX_LENGTH) {
      throw new StorageException(Kind.NAME_NOT_ALLOWED, "longer than any path may be");
    }
    return new FtpPath(result);
  }

  public FtpPath child(String name) {
    return join(new FtpPath(List.of(name)));
  }

  /** What is at a path, seen from here, in time that grows with its length alone. */
  public FtpPath join(FtpPath below) {
    List<String> result = new ArrayList<>(segments.size() + below.segments.size());
    result.addAll(segments);
    result.addAll(below.segments);
    return new FtpPath(result);
  }

  public boolean isRoot() {
    return segments.isEmpty();
  }

  /** The last segment; {@code /} for the root. */
  public String name() {
    return isRoot() ? "/" : segments.getLast();
  }

  /** The directory that it is in; the root's is the root. */
  public FtpPath parent() {
    return isRoot() ? this : new FtpPath(segments.subList(0, segments.size() - 1));
  }

  /** Whether it is this path or below it. */
  public boolean contains(FtpPath other) {
    return other.segments.size() >= segments.size()
        && other.segments.subList(0, segments.size()).equals(segments);
  }

  /** As {@code /a/b}; {@code /} for the root. */
  @Override
  public String toString() {
    return "/" + String.join("/", segments);
  }

  private static void requireAllowed(String argument) throws StorageException {
    for (int i = 0; i < argument.length(); i++) {
      char c = argument.charAt(i);
      if (c == '\0' || c == '\r' || c == '\n') {
        throw new StorageException(Kind.NAME_NOT_ALLOWED, "name with NUL, CR or LF");
      }
    }
  }
}
