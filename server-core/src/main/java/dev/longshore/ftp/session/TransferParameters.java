package dev.longshore.ftp.session;

import dev.longshore.ftp.listing.Fact;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.user.Ascii;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a client has said of transfers to come (RFC 959 section 4.1.2), and of its next RNTO. A
 * {@link Session} has them; used by its thread.
 */
public final class TransferParameters {
  private RepresentationType type = RepresentationType.ASCII;
  private boolean typeChosen;
  private long restartOffset;
  private OptionalLong announcedSize = OptionalLong.empty();
  private Optional<FtpPath> renameFrom = Optional.empty();
  private Set<Fact> facts = Fact.ALL;

  public RepresentationType type() {
    return type;
  }

  public void type(RepresentationType chosen) {
    type = chosen;
    typeChosen = true;
  }

  /** Whether bytes are converted: in TYPE A, as far as that does something. */
  boolean converts(Ascii ascii) {
    return type == RepresentationType.ASCII
        && switch (ascii) {
          case CONVERT -> true;
          case ON_REQUEST -> typeChosen;
          case BINARY -> false;
        };
  }

  public void restartAt(long offset) {
    restartOffset = offset;
  }

  /**
   * The offset of REST, once: a transfer command clears it, other commands do not (RFC 3659 section
   * 5.3).
   */
  public long takeRestartOffset() {
    long offset = restartOffset;
    restartOffset = 0;
    return offset;
  }

  public void announceSize(OptionalLong size) {
    announcedSize = size;
  }

  /** The size of ALLO, once. */
  public OptionalLong takeAnnouncedSize() {
    OptionalLong size = announcedSize;
    announcedSize = OptionalLong.empty();
    return size;
  }

  public Set<Fact> facts() {
    return facts;
  }

  public void select(Set<Fact> selected) {
    facts = Set.copyOf(selected);
  }

  public Optional<FtpPath> renameFrom() {
    return renameFrom;
  }

  public void renameFrom(Optional<FtpPath> path) {
    renameFrom = path;
  }

  /** USER: what was said of one file was said by somebody else. */
  void forgetFiles() {
    renameFrom = Optional.empty();
    restartOffset = 0;
    announcedSize = OptionalLong.empty();
  }

  /** REIN. */
  void reset() {
    forgetFiles();
    type = RepresentationType.ASCII;
    typeChosen = false;
    facts = Fact.ALL;
  }
}
