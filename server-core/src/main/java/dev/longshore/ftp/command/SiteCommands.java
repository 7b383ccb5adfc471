package dev.longshore.ftp.command;

import static dev.longshore.ftp.reply.ReplyCode.BAD_ARGUMENT;
import static dev.longshore.ftp.reply.ReplyCode.HELP;
import static dev.longshore.ftp.reply.ReplyCode.OK;
import static dev.longshore.ftp.reply.ReplyCode.UNKNOWN_COMMAND;

import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.session.UserSession;
import dev.longshore.ftp.storage.StorageException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SITE and its subcommands (RFC 959 section 4.1.3); each is a row of its own. */
final class SiteCommands {
  private static final Pattern MODE_AND_PATH = Pattern.compile("([0-7]{3,4}) (.+)");
  private static final Pattern MASK = Pattern.compile("[0-7]{1,4}");
  private static final Pattern SECONDS = Pattern.compile("0*[1-9]\\d{0,8}");

  private final CommandTable table;

  SiteCommands(CommandTable table) {
    this.table = table;
  }

  List<Command> rows() {
    return List.of(
        Command.named("SITE")
            .syntax("<command>")
            .afterLogin()
            .argument(
                (_, _) -> Outcome.answer(UNKNOWN_COMMAND, "No such SITE command, see SITE HELP")),
        Command.named("SITE HELP").plain(_ -> help()),
        Command.named("SITE CHMOD")
            .syntax("<mode> <path>")
            .feature("SITE CHMOD")
            .afterLogin()
            .argument(SiteCommands::chmod),
        Command.named("SITE UMASK")
            .syntax("[<mask>]")
            .afterLogin()
            .optional((_, mask) -> umask(mask)),
        Command.named("SITE IDLE").syntax("[<seconds>]").afterLogin().optional(SiteCommands::idle));
  }

  private Outcome help() {
    List<String> lines = table.help("SITE").stream().map(Command::usage).toList();
    return new Outcome.Answer(Reply.lines(HELP, "SITE commands:", lines, "End of help"));
  }

  /** As listings show it; objects keep no mode that it could be taken off. */
  private static Outcome umask(String mask) {
    if (mask.isEmpty()) {
      return Outcome.answer(OK, "UMASK is 022; it has no effect, objects keep no mode");
    }
    return MASK.matcher(mask.strip()).matches()
        ? Outcome.answer(OK, "Noted; it has no effect, objects keep no mode")
        : Outcome.answer(BAD_ARGUMENT, "A mask, as in 022");
  }

  /**
   * More than the settings allow is cut down to that: clients ask for hours as a matter of form.
   */
  private static Outcome idle(UserSession user, String seconds) {
    if (!seconds.isEmpty()) {
      if (!SECONDS.matcher(seconds.strip()).matches()) {
        return Outcome.answer(BAD_ARGUMENT, "A number of seconds, from 1");
      }
      user.idleTimeout(Duration.ofSeconds(Long.parseLong(seconds.strip())));
    }
    long most = user.session().services().settings().limits().idle().toSeconds();
    return Outcome.answer(
        OK, "IDLE is %d seconds, at most %d".formatted(user.idleTimeout().toSeconds(), most));
  }

  /** Objects have no mode, but clients that set one after each upload must not fail. */
  private static Outcome chmod(UserSession user, String argument) throws StorageException {
    Matcher m = MODE_AND_PATH.matcher(argument);
    if (!m.matches()) {
      return Outcome.answer(BAD_ARGUMENT, "A mode and a path, as in 644 name");
    }
    user.storage().requireSeen(user.resolve(m.group(2)));
    return Outcome.answer(OK, "Noted; permissions are the user's, objects keep no mode");
  }
}
