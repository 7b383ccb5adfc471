package dev.longshore.ftp.quarkus.users;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns a target such as <code>/bucket/in/${user}</code> into the place of one user. */
final class HomeTarget {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}?");

  private HomeTarget() {}

  /**
   * The target for the user of this name.
   *
   * @throws IllegalArgumentException for a target that is not absolute and plain, a placeholder
   *     other than <code>${user}</code>, or a name that would leave its segment
   */
  static String of(String pattern, String userName) {
    Matcher placeholder = PLACEHOLDER.matcher(pattern);
    while (placeholder.find()) {
      if (!placeholder.group().equals("${user}")) {
        throw new IllegalArgumentException(
            "target has a placeholder other than ${user}: " + pattern);
      }
      requireSegment(userName);
    }
    String target = pattern.replace("${user}", userName);
    requirePlain("target", target);
    if (target.equals("/")) {
      throw new IllegalArgumentException("target names no bucket; write /bucket or /bucket/prefix");
    }
    requireBucket(pattern, target);
    return target;
  }

  /** A bucket that stands in the file is the operator's to know; old ones have odd names. */
  private static void requireBucket(String pattern, String target) {
    if (!bucket(pattern).contains("${user}")) {
      return;
    }
    BucketName.problem(bucket(target))
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(
                  "the name makes no bucket: " + bucket(target) + " " + problem);
            });
  }

  private static String bucket(String target) {
    return target.split("/", 3)[1];
  }

  /** Refuses what is not absolute, ends with a slash, or has an empty, dot or control segment. */
  static void requirePlain(String what, String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(what + " does not begin with a slash: " + printable(path));
    }
    if (path.equals("/")) {
      return;
    }
    for (String segment : path.substring(1).split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..") || !plain(segment)) {
        throw new IllegalArgumentException(
            what + " has an empty, '.' or '..' segment or a control character: " + printable(path));
      }
    }
  }

  static boolean plain(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  private static void requireSegment(String userName) {
    if (userName.indexOf('/') >= 0
        || userName.indexOf('\\') >= 0
        || userName.equals(".")
        || userName.equals("..")) {
      throw new IllegalArgumentException("the name can not stand for ${user} in a target");
    }
  }

  private static String printable(String path) {
    return plain(path) ? path : path.replaceAll("\\p{Cntrl}", "?");
  }
}
