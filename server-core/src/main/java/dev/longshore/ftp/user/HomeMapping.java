package dev.longshore.ftp.user;

/**
 * One line of a user's home: the virtual directory {@code entry} shows what is stored at {@code
 * target}.
 *
 * <p>The entry that is the longest prefix of a path decides. What a target means is the storage's:
 * for S3 it is {@code /bucket/prefix}. Placeholders such as <code>${user}</code> are already
 * replaced.
 *
 * @param entry an absolute virtual path without a trailing slash, {@code /} for the whole home
 * @param target an absolute location in the storage without a trailing slash
 */
public record HomeMapping(String entry, String target) {
  public HomeMapping {
    requireAbsolute("entry", entry);
    requireAbsolute("target", target);
  }

  private static void requireAbsolute(String what, String path) {
    if (!path.startsWith("/") || (path.length() > 1 && path.endsWith("/"))) {
      throw new IllegalArgumentException(
          what + " must begin with a slash and not end with one: " + path);
    }
  }
}
