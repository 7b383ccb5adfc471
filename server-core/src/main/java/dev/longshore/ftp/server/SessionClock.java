package dev.longshore.ftp.server;

import dev.longshore.ftp.session.LoginPhase;
import dev.longshore.ftp.session.Session;
import dev.longshore.ftp.session.UserSession;
import dev.longshore.ftp.transfer.RunningCall;
import java.time.Duration;

/**
 * What a session's loop waits for no longer than it has to; used by the loop, which asks after each
 * tick what is over.
 */
final class SessionClock {
  /** How long commands that came before the client's end may still take. */
  private static final Duration LINGER = Duration.ofMillis(500);

  /**
   * A NOOP that comes so long after a command which still runs is not meant to be answered after
   * it, as one that was sent along with it is.
   */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(1);

  /** How long a handshake may still take before the client is told to go. */
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  /** When nothing is awaited: soon enough for nobody to mind. */
  private static final Duration FAR = Duration.ofHours(1);

  private final Session session;
  private final ControlTls tls;
  private final Alarm abort = new Alarm();
  private final Alarm client = new Alarm();
  private final Alarm quit = new Alarm();
  private final Alarm dismissal = new Alarm();
  private long heard = System.nanoTime();

  SessionClock(Session session, ControlTls tls) {
    this.session = session;
    this.tls = tls;
  }

  /** When something may be over, as {@link System#nanoTime}. */
  long next() {
    Duration left = silenceLeft();
    return Math.min(
        System.nanoTime() + Math.min(left.toNanos(), FAR.toNanos()),
        Math.min(Math.min(abort.due, dismissal.due), Math.min(client.due, quit.due)));
  }

  /** When nothing is awaited but an end that comes by itself. */
  static long never() {
    return System.nanoTime() + FAR.toNanos();
  }

  /** The client said something, or something that ran has ended. */
  void heard() {
    heard = System.nanoTime();
  }

  /** ABOR waits for what is being published; it is to be answered within a second. */
  void aborts() {
    abort.set(session.services().settings().transfer().abortPatience());
  }

  /** The client has ended its side. */
  void clientEnds() {
    client.set(LINGER);
  }

  /** QUIT waits for a command; for all of them together. */
  void quits() {
    if (!quit.isSet()) {
      quit.set(session.services().settings().transfer().windDown());
    }
  }

  /** The session is to end, once it can be told so. */
  void dismissed() {
    dismissal.set(FAREWELL);
  }

  /** What ran has ended. */
  void ended() {
    heard();
    abort.clear();
  }

  boolean abortIsOver() {
    return abort.isOver();
  }

  /** Whether commands have run for as long as they may after the client's end. */
  boolean clientIsOver() {
    return client.isOver();
  }

  /** Whether a command has run for as long as it may while QUIT waits. */
  boolean quitIsOver() {
    return quit.isOver();
  }

  /** Whether a handshake has taken as long as it may where the session is to end. */
  boolean dismissalIsOver() {
    return dismissal.isOver();
  }

  /** Whether the client has been silent for too long, or is not logged in for too long. */
  boolean silenceIsOver() {
    return !silenceLeft().isPositive();
  }

  /** Whether NOOP is answered although something runs. */
  boolean answersMeanwhile() {
    return session.call().map(SessionClock::isLong).orElse(true);
  }

  private static boolean isLong(RunningCall<?> call) {
    return call.progress().isPresent() || call.age().compareTo(KEEP_ALIVE) >= 0;
  }

  private Duration silenceLeft() {
    if (!tls.isHandshaking() && (session.call().isPresent() || session.running().isPresent())) {
      return FAR;
    }
    return session.login() instanceof LoginPhase.LoggedIn(UserSession user)
        ? user.idleTimeout().minusNanos(System.nanoTime() - heard)
        : session.services().settings().limits().login().minus(session.withoutLogin());
  }

  private static final class Alarm {
    private static final long NEVER = Long.MAX_VALUE;
    private long due = NEVER;

    void set(Duration patience) {
      due = System.nanoTime() + patience.toNanos();
    }

    boolean isSet() {
      return due != NEVER;
    }

    void clear() {
      due = NEVER;
    }

    /** Once. */
    boolean isOver() {
      boolean over = due != NEVER && System.nanoTime() - due >= 0;
      due = over ? NEVER : due;
      return over;
    }
  }
}
