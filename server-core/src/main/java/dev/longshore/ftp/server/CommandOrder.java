package dev.longshore.ftp.server;

import dev.longshore.ftp.command.CommandTable;
import dev.longshore.ftp.session.LoginPhase;
import dev.longshore.ftp.session.Session;
import dev.longshore.ftp.transfer.Running;
import java.util.Optional;

/**
 * Which command may begin: one after the other, in the order in which they came, but for those that
 * are answered while something runs. Used by the session's loop.
 */
final class CommandOrder {
  private final Session session;
  private final ControlTls tls;
  private final SessionClock clock;
  private final WaitingLines waiting;

  CommandOrder(Session session, ControlTls tls, SessionClock clock, WaitingLines waiting) {
    this.session = session;
    this.tls = tls;
    this.clock = clock;
    this.waiting = waiting;
  }

  /** Nothing runs, or is on its way to TLS: the next command may begin. */
  boolean isIdle() {
    return session.call().isEmpty() && session.running().isEmpty() && !tls.isHandshaking();
  }

  /**
   * Whether a command has to wait for what runs, or for others that do.
   *
   * @param call empty for one that is not known
   */
  boolean mustWait(Optional<CommandTable.Call> call) {
    if (isIdle()) {
      return !waiting.isEmpty();
    }
    if (call.isEmpty() || session.running().map(Running::isAborting).orElse(true)) {
      return true;
    }
    return switch (call.get().command().timing()) {
      case IN_ORDER -> true;
      case DURING_TRANSFER ->
          !waiting.isEmpty() || !call.get().argument().isEmpty() || !clock.answersMeanwhile();
      // ABOR is for who is logged in: it would else cut the pause after a wrong password short.
      case AT_ONCE -> !(session.login() instanceof LoginPhase.LoggedIn);
    };
  }
}
