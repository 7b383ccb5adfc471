package dev.longshore.ftp.data;

import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.user.Network;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose a data connection is, when more than one comes to the port of a lease: the one's that
 * resumes the session's TLS, and nobody's where none does. Safe for many threads.
 *
 * <p>The first connection is served. The accepting thread brings those that come later, {@link
 * #rival}; what becomes of the first is asked by its transfer's thread.
 */
final class Contest {
  /**
   * How long a port is watched at least where a stranger may have been first; longer while
   * somebody's handshake there goes on.
   */
  static final Duration WATCH = Duration.ofSeconds(2);

  private final BooleanSupplier strangers;
  private final Rivals rivals;
  private volatile Standing standing = Standing.OPEN;
  private boolean disputed;
  private boolean clear;
  private @Nullable DataLink serving;
  private @Nullable DataLink winner;
  private volatile boolean held;

  /**
   * @param strangers whether connections came lately that may be taken for this client's
   * @param room where the rivals of the whole process are
   * @param client whom the connection is for
   */
  Contest(BooleanSupplier strangers, RivalRoom room, Network client) {
    this.strangers = strangers;
    this.rivals = new Rivals(room, client, this::wins, this::judged);
  }

  /** Of a connection that nobody else can have made. */
  static Contest none(InetAddress client) {
    Contest none = new Contest(() -> false, new RivalRoom(), Network.of(client));
    none.standing = Standing.PROVEN;
    return none;
  }

  /**
   * Brings one who came to the port after the first, and takes the connection.
   *
   * @return false if that is nothing to the first any more; it is the caller's then
   */
  synchronized boolean rival(Accepted connection) {
    if (standing != Standing.OPEN) {
      return false;
    }
    disputed = true;
    notifyAll();
    if (clear) {
      spoil();
    }
    rivals.add(connection);
    return true;
  }

  /** The data connection goes without TLS, or with one that proves nothing. */
  synchronized void inTheClear(DataLink first) {
    serving = first;
    clear = true;
    if (disputed) {
      spoil();
    }
  }

  /** The data connection is about to handshake, and so may those do who come to its port. */
  synchronized void judgedBy(Rivals.Judge how, DataLink first) {
    serving = first;
    rivals.judgedBy(how);
  }

  private synchronized void judged() {
    notifyAll();
  }

  private synchronized boolean wins(DataLink link) {
    if (standing != Standing.OPEN) {
      return false;
    }
    winner = link;
    enter(Standing.SUPERSEDED);
    if (serving != null) {
      serving.abort();
    }
    return true;
  }

  /**
   * The first has done its handshake; false if another one has taken its place meanwhile.
   *
   * @param resumed whether it has proven itself by that
   */
  synchronized boolean serves(boolean resumed) {
    if (standing == Standing.OPEN && resumed) {
      enter(Standing.PROVEN);
    }
    return standing != Standing.SUPERSEDED;
  }

  /**
   * Waits for the one who proves himself, for a moment where there may be one; asked when the first
   * is of no use.
   *
   * @param patience how long that moment is
   */
  synchronized boolean isSuperseded(Duration patience) {
    if (rivals.areJudged()) {
      watch(patience);
    }
    return standing == Standing.SUPERSEDED;
  }

  /** Who has proven himself in place of the first, once; the link is the caller's from then on. */
  synchronized Optional<DataLink> takeWinner() {
    Optional<DataLink> taken = Optional.ofNullable(winner);
    if (taken.isPresent()) {
      winner = null;
      serving = null;
      enter(Standing.PROVEN);
    }
    return taken;
  }

  /**
   * Before anything is published: watches the port for a moment longer where a stranger may have
   * been first, as the client may come yet, or is in the middle of his handshake.
   *
   * @throws IOException when somebody else came, too
   */
  synchronized void awaitSole() throws IOException {
    watch(WATCH);
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while the port was watched");
    }
    check();
  }

  private synchronized void watch(Duration least) {
    if (standing != Standing.OPEN || !(disputed || strangers.getAsBoolean())) {
      return;
    }
    held = true;
    try {
      long start = System.nanoTime();
      long left = least.toNanos();
      while (standing == Standing.OPEN && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        Duration patience = rivals.areOpen() ? Rivals.PATIENCE : least;
        left = start + patience.toNanos() - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      held = false;
    }
  }

  /** Whether the port is being watched. */
  boolean held() {
    return held;
  }

  /**
   * Whether a stranger may be the one that is served: to lend the port again would have the client,
   * who may be on his way, meet somebody else's lease.
   */
  boolean isDoubtful() {
    return held || (standing == Standing.OPEN && strangers.getAsBoolean());
  }

  /**
   * The transfer is about to be done, and nobody changes that any more.
   *
   * @throws IOException when somebody else came, too
   */
  synchronized void decide() throws IOException {
    check();
    enter(Standing.OVER);
  }

  private synchronized void check() throws IOException {
    if (standing == Standing.OPEN && disputed) {
      spoil();
    }
    standing.check();
  }

  /** Why the first is not served any more, in words for the client and the log. */
  Optional<String> why() {
    return standing.why();
  }

  private synchronized void spoil() {
    enter(Standing.SPOILT);
    if (serving != null) {
      serving.abort();
    }
  }

  /** The transfer is over, however it ended. */
  synchronized void end() {
    if (winner != null) {
      winner.abort();
      winner = null;
    }
    boolean decided = standing == Standing.SPOILT || standing == Standing.SUPERSEDED;
    enter(decided ? standing : Standing.OVER);
  }

  /** Nobody else is waited for. */
  private synchronized void enter(Standing next) {
    standing = next;
    rivals.dismiss();
    notifyAll();
  }
}
