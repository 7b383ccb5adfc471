package dev.longshore.ftp.command;

import static dev.longshore.ftp.reply.ReplyCode.BAD_ARGUMENT;
import static dev.longshore.ftp.reply.ReplyCode.FILE_STATUS;
import static dev.longshore.ftp.reply.ReplyCode.FILE_UNAVAILABLE;
import static dev.longshore.ftp.reply.ReplyCode.OK;
import static dev.longshore.ftp.reply.ReplyCode.PARAMETER_NOT_SUPPORTED;

import dev.longshore.ftp.listing.TimeValue;
import dev.longshore.ftp.reply.ReplyCode;
import dev.longshore.ftp.session.UserSession;
import dev.longshore.ftp.storage.Entry;
import dev.longshore.ftp.storage.Storage.Wanted;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a file was changed: MDTM (RFC 3659 section 3) and its form that sets the time, MFMT, MFCT
 * and MFF (draft-somers-ftp-mfxx), and SITE UTIME.
 */
final class TimeCommands {
  /** A time, perhaps with the zone that Serv-U takes: minutes ahead of UTC. */
  private static final Pattern SETTING =
      Pattern.compile("(\\d{14}(?:\\.\\d{1,9})?)([+-]\\d{1,3})? (.+)");

  private static final Pattern FACT = Pattern.compile("([A-Za-z0-9.-]{1,64})=(.*)");

  private static final Pattern TIME_THEN_PATH = Pattern.compile("(\\d{12}(?:\\d\\d)?) (.+)");

  /** The times of access and of creation, around that of modification, are passed over. */
  private static final Pattern PATH_THEN_TIMES =
      Pattern.compile("(.+) \\d{12,14} (\\d{12}(?:\\d\\d)?) \\d{12,14} UTC");

  private static final Outcome TIME_AND_PATH =
      Outcome.answer(BAD_ARGUMENT, "A time and a path, as in 20260131235959 name");

  private TimeCommands() {}

  static List<Command> rows() {
    return List.of(
        Command.named("MDTM")
            .syntax("[<time>] <path>")
            .feature("MDTM")
            .afterLogin()
            .argument(TimeCommands::mdtm),
        Command.named("MFMT")
            .syntax("<time> <path>")
            .feature("MFMT")
            .afterLogin()
            .argument(TimeCommands::mfmt),
        Command.named("MFCT")
            .syntax("<time> <path>")
            .afterLogin()
            .refused(PARAMETER_NOT_SUPPORTED, "The time of creation can not be set"),
        Command.named("MFF")
            .syntax("Modify=<time>; <path>")
            .feature("MFF Modify;")
            .afterLogin()
            .argument(TimeCommands::mff),
        Command.named("SITE UTIME")
            .syntax("<time> <path> | <path> <access time> <time> <creation time> UTC")
            .feature("SITE UTIME")
            .afterLogin()
            .argument(TimeCommands::utime));
  }

  /**
   * Asks for the time; where no file bears the whole argument for its name, a time in front of it
   * is set (RFC 3659 section 3.4 warns of that form, several clients know no other). Who may not
   * see files can only set it.
   */
  private static Outcome mdtm(UserSession user, String argument) throws StorageException {
    Matcher setting = SETTING.matcher(argument);
    boolean sets = setting.matches();
    if (!sets || user.storage().maySee()) {
      Optional<Entry> file = user.storage().stat(user.resolve(argument), Wanted.FILE);
      if (file.isPresent()) {
        return Outcome.answer(
            FILE_STATUS, TimeValue.format(file.get().modified().orElse(Instant.EPOCH)));
      }
    }
    if (!sets) {
      throw new StorageException(Kind.NOT_FOUND, "no file " + argument);
    }
    String zone = setting.group(2);
    Duration ahead = Duration.ofMinutes(zone == null ? 0 : Integer.parseInt(zone));
    Optional<Instant> time = TimeValue.parse(setting.group(1)).map(local -> local.minus(ahead));
    return set(user, time, setting.group(3), FILE_STATUS);
  }

  private static Outcome mfmt(UserSession user, String argument) throws StorageException {
    int blank = argument.indexOf(' ');
    return blank < 0
        ? TIME_AND_PATH
        : set(
            user,
            TimeValue.parse(argument.substring(0, blank)),
            argument.substring(blank + 1),
            FILE_STATUS);
  }

  /**
   * Sets the facts that a list names, of which there is one. NcFTP sends Create beside Modify and
   * takes a refusal for both: the time of creation is passed over there, and the reply names what
   * was set.
   */
  private static Outcome mff(UserSession user, String argument) throws StorageException {
    int blank = argument.indexOf(' ');
    if (blank < 1) {
      return Outcome.answer(BAD_ARGUMENT, "Facts and a path, as in Modify=20260131235959; name");
    }
    Optional<Instant> modified = Optional.empty();
    String facts = argument.substring(0, blank).replaceFirst(";$", "");
    for (String part : facts.split(";", -1)) {
      Matcher fact = FACT.matcher(part);
      if (!fact.matches()) {
        return Outcome.answer(BAD_ARGUMENT, "Facts look like Modify=20260131235959;");
      }
      switch (fact.group(1).toLowerCase(Locale.ROOT)) {
        case "modify" -> {
          modified = TimeValue.parse(fact.group(2));
          if (modified.isEmpty()) {
            return Outcome.answer(BAD_ARGUMENT, "Modify is no time, as 20260131235959 is");
          }
        }
        case "create" -> {}
        default -> {
          return notSettable(fact.group(1));
        }
      }
    }
    return modified.isEmpty()
        ? notSettable("Create")
        : set(user, modified, argument.substring(blank + 1), FILE_STATUS);
  }

  private static Outcome notSettable(String fact) {
    return Outcome.answer(PARAMETER_NOT_SUPPORTED, "Fact " + fact + " can not be set");
  }

  /** Both forms that clients try one after the other; a path may have blanks in each. */
  private static Outcome utime(UserSession user, String argument) throws StorageException {
    Matcher times = PATH_THEN_TIMES.matcher(argument);
    if (times.matches()) {
      return set(user, toTheSecond(times.group(2)), times.group(1), OK);
    }
    Matcher time = TIME_THEN_PATH.matcher(argument);
    return time.matches()
        ? set(user, toTheSecond(time.group(1)), time.group(2), OK)
        : TIME_AND_PATH;
  }

  private static Optional<Instant> toTheSecond(String time) {
    return TimeValue.parse(time.length() == 12 ? time + "00" : time);
  }

  /** What can not be timed, such as a directory, is no fault of the argument: 550. */
  private static Outcome set(
      UserSession user, Optional<Instant> time, String path, ReplyCode success)
      throws StorageException {
    if (time.isEmpty() || path.isEmpty()) {
      return TIME_AND_PATH;
    }
    try {
      user.storage().touch(user.resolve(path), time.get());
    } catch (StorageException e) {
      if (e.kind() == Kind.UNSUPPORTED) {
        return Outcome.answer(FILE_UNAVAILABLE, "The time of this one can not be set");
      }
      throw e;
    }
    return Outcome.answer(success, "Modify=" + TimeValue.exact(time.get()) + "; " + path);
  }
}
