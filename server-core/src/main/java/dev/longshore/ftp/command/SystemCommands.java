package dev.longshore.ftp.command;

import static dev.longshore.ftp.reply.ReplyCode.BAD_ARGUMENT;
import static dev.longshore.ftp.reply.ReplyCode.FILE_STATUS;
import static dev.longshore.ftp.reply.ReplyCode.HELP;
import static dev.longshore.ftp.reply.ReplyCode.NOT_IMPLEMENTED;
import static dev.longshore.ftp.reply.ReplyCode.OK;
import static dev.longshore.ftp.reply.ReplyCode.PARAMETER_NOT_SUPPORTED;
import static dev.longshore.ftp.reply.ReplyCode.STATUS;
import static dev.longshore.ftp.reply.ReplyCode.SYSTEM_TYPE;

import dev.longshore.ftp.listing.Fact;
import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.session.Session;
import dev.longshore.ftp.session.UserSession;
import dev.longshore.ftp.transfer.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * About the server and the session: SYST, STAT, HELP, NOOP (RFC 959), FEAT, OPTS (RFC 2389), LANG
 * (RFC 2640), CLNT, CSID.
 */
final class SystemCommands {
  /** What CSID tells of the server; which version runs is told to nobody. */
  private static final String IDENTITY = "Name=Longshore;Version=0;CaseSensitive=1;DirSep=/;";

  /** A language tag (RFC 2640 section 4.1, RFC 5646). */
  private static final Pattern LANGUAGE =
      Pattern.compile("\\p{Alpha}{1,8}([-_]\\p{Alnum}{1,8}){0,8}");

  private final CommandTable table;

  SystemCommands(CommandTable table) {
    this.table = table;
  }

  List<Command> rows() {
    return List.of(
        // Byte for byte what BSD clients look for before they choose TYPE I by themselves.
        Command.named("SYST").plain(_ -> Outcome.answer(SYSTEM_TYPE, "UNIX Type: L8")),
        Command.named("NOOP")
            .timing(Command.Timing.DURING_TRANSFER)
            .keepingRename()
            .plain(_ -> Outcome.answer(OK, "NOOP ok")),
        Command.named("STAT")
            .syntax("[<path>]")
            .timing(Command.Timing.DURING_TRANSFER)
            .keepingRename()
            .afterLogin()
            .optional(SystemCommands::stat),
        Command.named("HELP").syntax("[<command>]").optional((_, about) -> help(about)),
        Command.named("FEAT").plain(this::feat),
        Command.named("CLNT")
            .syntax("<name>")
            .feature("CLNT")
            .plain(_ -> Outcome.answer(OK, "Noted")),
        Command.named("CSID")
            .syntax("<fact>;...")
            .feature("CSID")
            .afterLogin()
            .argument((_, _) -> Outcome.answer(OK, IDENTITY)),
        Command.named("LANG")
            .syntax("[<language>]")
            .feature("LANG en*")
            .optional((_, tag) -> lang(tag)),
        Command.named("OPTS")
            .syntax("<command> [<options>]")
            .refused(BAD_ARGUMENT, "No such option"),
        Command.named("OPTS UTF8", "OPTS UTF-8")
            .syntax("[ON]")
            .feature("UTF8")
            .optional(SystemCommands::utf8),
        Command.named("OPTS MLST").syntax("[<fact>;...]").optional(SystemCommands::facts));
  }

  private static Outcome stat(UserSession user, String path) throws IOException {
    return path.isEmpty()
        ? user.session()
            .running()
            .map(running -> progress(running.progress()))
            .orElseGet(() -> status(user.session(), user))
        : ListingCommands.stat(user, path);
  }

  /** RFC 1123 section 4.1.3.3; lftp reads the first number. */
  private static Outcome progress(Optional<Progress> progress) {
    return Outcome.answer(
        FILE_STATUS,
        "Status: " + progress.map(SystemCommands::moved).orElse("a command is at work"));
  }

  private static String moved(Progress progress) {
    String of = progress.size().isPresent() ? " of " + progress.size().getAsLong() : "";
    return progress.bytes() + of + " bytes transferred";
  }

  private static Outcome status(Session session, UserSession user) {
    List<String> lines = new ArrayList<>();
    lines.add("Connected from " + session.id().client().getHostAddress());
    lines.add("Logged in as " + user.user().name());
    lines.add("TYPE: " + session.parameters().type() + ", STRUcture: File, MODE: Stream");
    lines.add(session.hasChannel() ? "Data connection is set up" : "No data connection");
    return new Outcome.Answer(Reply.lines(STATUS, "Longshore", lines, "End of status"));
  }

  private Outcome help(String about) {
    List<Command> rows = about.isEmpty() ? table.rows() : table.help(about);
    if (rows.isEmpty()) {
      return Outcome.answer(NOT_IMPLEMENTED, "No such command");
    }
    List<String> lines = rows.stream().map(Command::usage).toList();
    return new Outcome.Answer(Reply.lines(HELP, "These commands are known:", lines, "End of help"));
  }

  private Outcome feat(Session session) {
    return new Outcome.Answer(Reply.lines(STATUS, "Extensions:", table.features(session), "End"));
  }

  /** Replies are in English only. */
  private static Outcome lang(String argument) {
    String tag = argument.strip().toLowerCase(Locale.ROOT);
    if (!tag.isEmpty() && !LANGUAGE.matcher(tag).matches()) {
      return Outcome.answer(BAD_ARGUMENT, "Not a language tag");
    }
    return tag.isEmpty() || tag.split("[-_]", 2)[0].equals("en")
        ? Outcome.answer(OK, "Replies are in English")
        : Outcome.answer(PARAMETER_NOT_SUPPORTED, "Replies are in English only");
  }

  /** Where nothing is said a client may still be one of an older charset. */
  private static Outcome utf8(Session session, String value) {
    return switch (value.strip().toUpperCase(Locale.ROOT)) {
      case "" -> Outcome.answer(OK, "UTF8 is on");
      case "ON" -> {
        session.control().coding().useUnicode();
        yield Outcome.answer(OK, "UTF8 is on");
      }
      case "OFF" -> Outcome.answer(PARAMETER_NOT_SUPPORTED, "UTF8 is always on");
      default -> Outcome.answer(BAD_ARGUMENT, "UTF8 is ON, or nothing");
    };
  }

  /** RFC 3659 section 7.9. */
  private static Outcome facts(Session session, String argument) {
    String list = argument.strip();
    if (list.indexOf(' ') >= 0) {
      return Outcome.answer(BAD_ARGUMENT, "Facts are parted by semicolons");
    }
    Set<Fact> selected = Fact.parse(list);
    session.parameters().select(selected);
    return Outcome.answer(OK, ("MLST OPTS " + Fact.list(selected)).strip());
  }
}
