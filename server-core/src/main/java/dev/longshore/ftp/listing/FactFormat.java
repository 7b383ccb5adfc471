package dev.longshore.ftp.listing;

import dev.longshore.ftp.storage.Entry;
import dev.longshore.ftp.user.Permission;
import dev.longshore.ftp.user.User;
import java.util.Set;

/** A line of machine-readable facts, one blank, and the name (RFC 3659 section 7.2). */
public final class FactFormat implements ListingFormat {
  private final Set<Fact> facts;
  private final User user;
  private final String filePerm;
  private final String directoryPerm;

  /**
   * @param facts what the session selected
   * @param user whose permissions the fact perm shows
   */
  public FactFormat(Set<Fact> facts, User user) {
    this.facts = facts;
    this.user = user;
    this.filePerm = filePerm(user);
    this.directoryPerm = directoryPerm(user);
  }

  @Override
  public void append(Entry entry, StringBuilder line) {
    facts(entry, line);
    line.append(' ').append(entry.name());
  }

  /** The facts alone, for MLST, which names the path its own way. */
  public void facts(Entry entry, StringBuilder line) {
    if (facts.contains(Fact.TYPE)) {
      line.append(entry.isDirectory() ? "type=dir;" : "type=file;");
    }
    if (facts.contains(Fact.SIZE) && entry.isFile()) {
      line.append("size=").append(entry.size()).append(';');
    }
    if (facts.contains(Fact.MODIFY) && entry.modified().isPresent()) {
      line.append("modify=").append(TimeValue.format(entry.modified().get())).append(';');
    }
    if (facts.contains(Fact.PERM)) {
      line.append("perm=").append(entry.isDirectory() ? directoryPerm : filePerm).append(';');
    }
    if (facts.contains(Fact.UNIX_MODE)) {
      line.append("UNIX.mode=").append(mode(entry)).append(';');
    }
  }

  private String mode(Entry entry) {
    if (entry.isDirectory()) {
      return user.may(Permission.WRITE) ? "0755" : "0555";
    }
    return user.may(Permission.OVERWRITE) ? "0644" : "0444";
  }

  /** The letters of RFC 3659 section 7.5.5 that apply to files. */
  private static String filePerm(User user) {
    boolean overwrite = user.may(Permission.WRITE) && user.may(Permission.OVERWRITE);
    return (overwrite ? "a" : "")
        + (user.may(Permission.DELETE) ? "d" : "")
        + (user.may(Permission.RENAME) ? "f" : "")
        + (user.may(Permission.READ) ? "r" : "")
        + (overwrite ? "w" : "");
  }

  private static String directoryPerm(User user) {
    return (user.may(Permission.WRITE) ? "c" : "")
        + (user.may(Permission.DELETE) ? "d" : "")
        + "e"
        + (user.may(Permission.RENAME) ? "f" : "")
        + (user.may(Permission.LIST) ? "l" : "")
        + (user.may(Permission.MAKE_DIRECTORY) ? "m" : "")
        + (user.may(Permission.DELETE) ? "p" : "");
  }
}
