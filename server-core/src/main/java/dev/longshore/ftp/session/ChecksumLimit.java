package dev.longshore.ftp.session;

import dev.longshore.ftp.user.Network;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Bounds the checksums that the process computes by reading files: of how many bytes each, and how
 * many at once. Safe for many threads.
 *
 * <p>One user, and one address (of IPv6 one /64), have no more than half of the places, so that
 * whoever comes next finds one: a reading may take minutes, and who is refused comes again without
 * our knowing.
 */
public final class ChecksumLimit {

  /**
   * The bounds.
   *
   * @param maxBytes how many bytes are read for one checksum at most
   * @param atOnce how many are computed at once, by all sessions together
   */
  public record Settings(long maxBytes, int atOnce) {

    public static final Settings DEFAULT = new Settings(16L << 30, 4);

    /** How many of them may be one user's, or one address's. */
    int share() {
      return Math.ceilDiv(atOnce, 2);
    }
  }

  /** Who has a place. */
  public record Holder(String user, Network client) {

    public Holder(String user, InetAddress address) {
      this(user, Network.of(address));
    }
  }

  private final Settings settings;
  private final boolean byAddress;
  private final List<Holder> running = new ArrayList<>();

  /**
   * @param byAddress whether an address says who a client is; else only users have their share
   */
  public ChecksumLimit(Settings settings, boolean byAddress) {
    this.settings = settings;
    this.byAddress = byAddress;
  }

  /** Whether so many bytes may be read for one. */
  public boolean allows(long bytes) {
    return bytes <= settings.maxBytes();
  }

  /**
   * Begins one more, which {@link #end} must follow; false if as many as allowed are running, for
   * all or for this one.
   */
  public synchronized boolean tryBegin(Holder holder) {
    boolean free =
        running.size() < settings.atOnce()
            && hasRoom(other -> other.user().equals(holder.user()))
            && (!byAddress || hasRoom(other -> other.client().equals(holder.client())));
    return free && running.add(holder);
  }

  private boolean hasRoom(Predicate<Holder> same) {
    return running.stream().filter(same).count() < settings.share();
  }

  public synchronized void end(Holder holder) {
    running.remove(holder);
  }
}
