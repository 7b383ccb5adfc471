package dev.longshore.ftp.command;

import dev.longshore.ftp.reply.ReplyCode;
import dev.longshore.ftp.session.LoginPhase;
import dev.longshore.ftp.session.Session;
import dev.longshore.ftp.session.UserSession;
import dev.longshore.ftp.storage.FtpPath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A row of the command table: all that is to be known of a command but what it does.
 *
 * @param names in upper case; the first is the proper one. A name of two words is a subcommand of
 *     SITE or OPTS
 * @param syntax its argument, for HELP; empty if it has none
 * @param needsLogin whether it is answered with 530 before a login
 * @param waits whether it may have to wait, for the storage, say, and so runs beside the loop
 * @param stopsReading whether what follows it on the control connection may be in another form
 * @param timing whether it is answered while a transfer runs
 * @param keepsRename whether RNFR is still in force after it
 * @param feature its line in FEAT (RFC 2389 section 3.2); empty if it has none
 * @param refusal what it is always answered with if it is known and not built, or stands for
 *     subcommands that are not known
 * @param action what it does
 */
public record Command(
    List<String> names,
    String syntax,
    boolean needsLogin,
    boolean waits,
    boolean stopsReading,
    Timing timing,
    boolean keepsRename,
    Function<Session, String> feature,
    Optional<ReplyCode> refusal,
    Action<Session> action) {

  /** When a command that comes during a transfer is answered. */
  public enum Timing {
    /** After the transfer, in its turn. */
    IN_ORDER,
    /** At once if it has no argument and no other command waits. */
    DURING_TRANSFER,
    /** At once, before all that waits. */
    AT_ONCE
  }

  /** What a command does with an argument, which is empty where there is none. */
  @FunctionalInterface
  public interface Action<S> {
    Outcome run(S session, String argument) throws IOException;
  }

  /** What a command does that takes no argument. */
  @FunctionalInterface
  public interface PlainAction<S> {
    Outcome run(S session) throws IOException;
  }

  /** What a command does with a path of the user's. */
  @FunctionalInterface
  public interface PathAction {
    Outcome run(UserSession session, FtpPath path) throws IOException;
  }

  /** Begins a row. */
  static Draft named(String... names) {
    return new Draft(List.of(names), "", false, false, Timing.IN_ORDER, false, _ -> "");
  }

  /** The proper name. */
  public String name() {
    return names.getFirst();
  }

  /** Name and argument, as HELP shows them. */
  String usage() {
    return (name() + " " + syntax).strip();
  }

  /** A row that wants to know what it does. */
  record Draft(
      List<String> names,
      String syntax,
      boolean waits,
      boolean stopsReading,
      Timing timing,
      boolean keepsRename,
      Function<Session, String> feature) {

    Draft syntax(String text) {
      return new Draft(names, text, waits, stopsReading, timing, keepsRename, feature);
    }

    /** It may have to wait, as all do that need a login, {@link Timing#AT_ONCE} ones apart. */
    Draft waiting() {
      return new Draft(names, syntax, true, stopsReading, timing, keepsRename, feature);
    }

    /** Nothing behind it is read before it is done. */
    Draft stoppingReader() {
      return new Draft(names, syntax, waits, true, timing, keepsRename, feature);
    }

    Draft timing(Timing when) {
      return new Draft(names, syntax, waits, stopsReading, when, keepsRename, feature);
    }

    Draft keepingRename() {
      return new Draft(names, syntax, waits, stopsReading, timing, true, feature);
    }

    Draft feature(String line) {
      return feature(_ -> line);
    }

    Draft feature(Function<Session, String> line) {
      return new Draft(names, syntax, waits, stopsReading, timing, keepsRename, line);
    }

    /** From here on the method takes a {@link UserSession}; without a login the answer is 530. */
    UserDraft afterLogin() {
      return new UserDraft(timing == Timing.AT_ONCE ? this : waiting());
    }

    /** An argument, if there is one, is not looked at: some devices append junk. */
    Command plain(PlainAction<Session> action) {
      return optional((session, _) -> action.run(session));
    }

    Command optional(Action<Session> action) {
      return row(false, Optional.empty(), action);
    }

    private Command row(boolean needsLogin, Optional<ReplyCode> refusal, Action<Session> action) {
      return new Command(
          names,
          syntax,
          needsLogin,
          waits,
          stopsReading,
          timing,
          keepsRename,
          feature,
          refusal,
          action);
    }

    /** Without an argument the answer is 501. */
    Command argument(Action<Session> action) {
      return optional(required(action));
    }

    /** A command that is known and refused. */
    Command refused(ReplyCode code, String text) {
      return row(false, Optional.of(code), (_, _) -> Outcome.answer(code, text));
    }

    private static <S> Action<S> required(Action<S> action) {
      return (session, argument) ->
          argument.isEmpty()
              ? Outcome.answer(ReplyCode.BAD_ARGUMENT, "Argument is missing")
              : action.run(session, argument);
    }
  }

  /** A row for a command that needs a login. */
  record UserDraft(Draft draft) {

    Command plain(PlainAction<UserSession> action) {
      return optional((user, _) -> action.run(user));
    }

    Command optional(Action<UserSession> action) {
      return draft.row(true, Optional.empty(), loggedIn(action));
    }

    private static Action<Session> loggedIn(Action<UserSession> action) {
      return (session, argument) ->
          session.login() instanceof LoginPhase.LoggedIn(UserSession user)
              ? action.run(user, argument)
              : Outcome.answer(ReplyCode.NOT_LOGGED_IN, "Please log in");
    }

    Command argument(Action<UserSession> action) {
      return optional(Draft.required(action));
    }

    /** A command that is known and refused. */
    Command refused(ReplyCode code, String text) {
      return draft.row(true, Optional.of(code), loggedIn((_, _) -> Outcome.answer(code, text)));
    }

    Command path(PathAction action) {
      return argument((user, argument) -> action.run(user, user.resolve(argument)));
    }
  }
}
