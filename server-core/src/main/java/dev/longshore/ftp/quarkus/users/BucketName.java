package dev.longshore.ftp.quarkus.users;

import java.util.Optional;
import java.util.regex.Pattern;

/** What S3 takes as a bucket's name, for names that are made out of users' names. */
final class BucketName {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern IPV4 = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");

  /** What S3 keeps for itself. */
  private static final Pattern RESERVED =
      Pattern.compile(
          "(xn--|sthree-|amzn-s3-demo-).*|.*(-s3alias|--ol-s3|\\.mrap|--x-s3|--table-s3)");

  private BucketName() {}

  /** What is wrong with it; empty if nothing is. */
  static Optional<String> problem(String name) {
    if (!FORM.matcher(name).matches()) {
      return Optional.of(
          "must have 3 to 63 lower-case letters, digits, dots and hyphens,"
              + " and begin and end with a letter or digit");
    }
    if (name.contains("..") || IPV4.matcher(name).matches()) {
      return Optional.of("must not have two dots in a row or look like an address");
    }
    return RESERVED.matcher(name).matches()
        ? Optional.of("begins or ends as S3 keeps it for itself")
        : Optional.empty();
  }
}
