package dev.longshore.ftp.command;

import static dev.longshore.ftp.reply.ReplyCode.BAD_SEQUENCE;
import static dev.longshore.ftp.reply.ReplyCode.CLOSING_CONTROL_CONNECTION;
import static dev.longshore.ftp.reply.ReplyCode.LOGGED_IN;
import static dev.longshore.ftp.reply.ReplyCode.NOT_LOGGED_IN;
import static dev.longshore.ftp.reply.ReplyCode.NOT_NEEDED;
import static dev.longshore.ftp.reply.ReplyCode.PASSWORD_NEEDED;
import static dev.longshore.ftp.reply.ReplyCode.READY;
import static dev.longshore.ftp.reply.ReplyCode.SERVICE_NOT_AVAILABLE;

import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.session.LoginPhase;
import dev.longshore.ftp.session.Services;
import dev.longshore.ftp.session.Session;
import dev.longshore.ftp.user.AuthResult;
import dev.longshore.ftp.user.User;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Who is there: USER, PASS, ACCT, REIN, QUIT (RFC 959 section 4.1.1). */
final class LoginCommands {
  private LoginCommands() {}

  static List<Command> rows() {
    return List.of(
        Command.named("USER").syntax("<name>").argument(LoginCommands::user),
        Command.named("PASS").syntax("<password>").waiting().optional(LoginCommands::pass),
        Command.named("ACCT").syntax("<account>").argument(LoginCommands::acct),
        Command.named("REIN").stoppingReader().plain(LoginCommands::rein),
        Command.named("QUIT").plain(_ -> Outcome.close(CLOSING_CONTROL_CONNECTION, "Goodbye")));
  }

  /** Known and unknown names get the same answer (RFC 2577 section 7). */
  private static Outcome user(Session session, String name) {
    if (session.security().forbidsLogin()) {
      return Outcome.answer(NOT_LOGGED_IN, "TLS is required, send AUTH TLS first");
    }
    session.awaitPassword(name);
    session.security().release();
    return Outcome.answer(PASSWORD_NEEDED, "Password please");
  }

  private static Outcome pass(Session session, String password) {
    return switch (session.login()) {
      case LoginPhase.NoUser() -> Outcome.answer(BAD_SEQUENCE, "USER comes first");
      case LoginPhase.LoggedIn _ -> Outcome.answer(LOGGED_IN, "Already logged in");
      case LoginPhase.PasswordAwaited(String name) -> check(session, name, password);
    };
  }

  private static Outcome check(Session session, String name, String password) {
    Services services = session.services();
    char[] secret = password.toCharArray();
    try {
      return switch (services.authenticator().authenticate(name, secret, session.id().client())) {
        case AuthResult.Accepted(User user) -> accepted(session, user);
        case AuthResult.Refused(String reason, Duration pause) -> {
          services.events().loginFailed(session.id(), name, reason);
          yield refused(session, pause);
        }
        case AuthResult.Locked(Duration pause) -> refused(session, pause);
        case AuthResult.Unavailable(String reason) -> {
          services.events().loginFailed(session.id(), name, reason);
          yield Outcome.close(SERVICE_NOT_AVAILABLE, "Nobody can log in now, try again later");
        }
      };
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  private static Outcome accepted(Session session, User user) {
    Services services = session.services();
    if (session.security().forbidsLoginOf(user)) {
      // Only now, or it would say which names there are.
      services.events().loginFailed(session.id(), user.name(), "the user must use TLS");
      return failed(session, "TLS is required for this user, send AUTH TLS first");
    }
    if (!services.limits().enter(user)) {
      services.events().loginFailed(session.id(), user.name(), "too many sessions of this user");
      return Outcome.close(SERVICE_NOT_AVAILABLE, "Too many connections of this user");
    }
    boolean loggedIn = false;
    try {
      session.logIn(user);
      session.security().hold(user);
      loggedIn = true;
    } finally {
      if (!loggedIn) {
        services.limits().leave(user);
      }
    }
    services.events().loggedIn(session.id(), user.name());
    List<String> own = user.terms().welcome();
    return new Outcome.Answer(
        Reply.of(LOGGED_IN, own.isEmpty() ? services.settings().texts().welcome() : own));
  }

  /** All kinds of it get the same answer. It waits the longer the more of them there were. */
  private static Outcome refused(Session session, Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      // The client is gone, or the session is to end.
      Thread.currentThread().interrupt();
    }
    return failed(session, "Wrong name or password");
  }

  private static Outcome failed(Session session, String text) {
    return session.loginFailed() >= session.services().settings().limits().loginAttempts()
        ? Outcome.close(SERVICE_NOT_AVAILABLE, "Too many failed logins")
        : Outcome.answer(NOT_LOGGED_IN, text);
  }

  private static Outcome acct(Session session, String account) {
    return session.login() instanceof LoginPhase.LoggedIn
        ? Outcome.answer(NOT_NEEDED, "No account is needed")
        : Outcome.answer(BAD_SEQUENCE, "USER comes first");
  }

  private static Outcome rein(Session session) {
    session.reinitialize();
    return new Outcome.EndTls(Reply.of(READY, "Ready for a new user"));
  }
}
