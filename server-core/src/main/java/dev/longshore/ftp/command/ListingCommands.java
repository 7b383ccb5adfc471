package dev.longshore.ftp.command;

import static dev.longshore.ftp.reply.ReplyCode.BAD_ARGUMENT;
import static dev.longshore.ftp.reply.ReplyCode.FILE_ACTION_COMPLETE;
import static dev.longshore.ftp.reply.ReplyCode.FILE_BUSY;
import static dev.longshore.ftp.reply.ReplyCode.FILE_STATUS;

import dev.longshore.ftp.event.ServerEvents.Direction;
import dev.longshore.ftp.listing.Fact;
import dev.longshore.ftp.listing.FactFormat;
import dev.longshore.ftp.listing.ListingFormat;
import dev.longshore.ftp.listing.UnixFormat;
import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.session.UserSession;
import dev.longshore.ftp.storage.Entry;
import dev.longshore.ftp.storage.EntryCursor;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage.Wanted;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.transfer.Transfer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** LIST, NLST (RFC 959), MLSD, MLST (RFC 3659), and STAT of a path. */
final class ListingCommands {
  /** STAT answers over the control connection, in memory: larger directories are for LIST. */
  private static final int STAT_LIMIT = 1000;

  private ListingCommands() {}

  static List<Command> rows() {
    return List.of(
        Command.named("LIST").syntax("[<path>]").afterLogin().optional(ListingCommands::list),
        Command.named("NLST").syntax("[<path>]").afterLogin().optional(ListingCommands::nlst),
        Command.named("MLSD").syntax("[<path>]").afterLogin().optional(ListingCommands::mlsd),
        Command.named("MLST")
            .syntax("[<path>]")
            .feature(session -> Fact.feature(session.parameters().facts()))
            .afterLogin()
            .optional(ListingCommands::mlst));
  }

  private static Outcome list(UserSession user, String argument) throws IOException {
    return TransferCommands.withChannel(
        user,
        _ -> {
          LsArgument asked = LsArgument.of(argument);
          Listed listed = Listed.of(user, asked);
          return asked.tree() && listed.isDirectory()
              ? start(user, listed, new TreeSource(user, listed, unix(user)))
              : start(user, listed, unix(user));
        });
  }

  /** Each line is usable as an argument from the working directory (RFC 1123 section 4.1.2.7). */
  private static Outcome nlst(UserSession user, String argument) throws IOException {
    return TransferCommands.withChannel(
        user,
        _ -> {
          Listed listed = Listed.of(user, LsArgument.of(argument));
          return start(user, listed, ListingFormat.names(listed.prefix()));
        });
  }

  /** No patterns here, and no files (RFC 3659 sections 2.2.2 and 7.2.1). */
  private static Outcome mlsd(UserSession user, String argument) throws IOException {
    return TransferCommands.withChannel(
        user,
        _ -> {
          FtpPath directory = user.resolve(argument);
          try {
            Listed listed = new Listed(directory, "", true, user.storage().list(directory));
            return start(
                user, listed, new FactFormat(user.session().parameters().facts(), user.user()));
          } catch (StorageException e) {
            if (e.kind() == Kind.NOT_A_DIRECTORY) {
              return Outcome.answer(BAD_ARGUMENT, "MLSD is for directories, use MLST");
            }
            throw e;
          }
        });
  }

  private static Outcome mlst(UserSession user, String argument) throws IOException {
    FtpPath path = user.resolve(argument);
    Entry entry =
        user.storage()
            .stat(path, Wanted.ANY)
            .orElseThrow(() -> new StorageException(Kind.NOT_FOUND, "nothing at " + path));
    StringBuilder line = new StringBuilder();
    new FactFormat(user.session().parameters().facts(), user.user()).facts(entry, line);
    line.append(' ').append(path);
    return new Outcome.Answer(
        Reply.lines(FILE_ACTION_COMPLETE, "Facts", List.of(line.toString()), "End"));
  }

  /**
   * STAT with a path: the lines of LIST, in the reply. What is not there is 450, the only refusal
   * of a path that RFC 959 section 5.4 has for STAT.
   */
  static Outcome stat(UserSession user, String argument) throws IOException {
    try {
      return lines(user, argument);
    } catch (StorageException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Outcome.answer(FILE_BUSY, "No such file or directory");
      }
      throw e;
    }
  }

  private static Outcome lines(UserSession user, String argument) throws IOException {
    List<String> lines = new ArrayList<>();
    ListingFormat format = unix(user);
    try (EntryCursor entries = Listed.of(user, LsArgument.of(argument)).entries()) {
      Optional<Entry> entry = entries.next();
      for (; entry.isPresent() && lines.size() < STAT_LIMIT; entry = entries.next()) {
        StringBuilder line = new StringBuilder();
        format.append(entry.get(), line);
        lines.add(line.toString());
      }
      String end = entry.isPresent() ? "There is more, use LIST" : "End of status";
      return new Outcome.Answer(Reply.lines(FILE_STATUS, "Status", lines, end));
    }
  }

  private static ListingFormat unix(UserSession user) {
    return new UnixFormat(user.user(), user.session().services().clock().instant());
  }

  private static Outcome start(UserSession user, Listed listed, ListingFormat format) {
    return start(
        user,
        listed,
        new Transfer.Source() {
          @Override
          public void writeTo(OutputStream out) throws IOException {
            format.write(listed.entries(), out, user.session().control().coding());
          }

          @Override
          public void close() {
            listed.entries().close();
          }
        });
  }

  private static Outcome start(UserSession user, Listed listed, Transfer.Source source) {
    return new Outcome.Start(
        new Transfer.Send(
            Direction.LISTING,
            listed.path().toString(),
            "Here comes the listing",
            OptionalLong.empty(),
            source),
        user);
  }
}
