package dev.longshore.ftp.command;

import static dev.longshore.ftp.reply.ReplyCode.BAD_SEQUENCE;
import static dev.longshore.ftp.reply.ReplyCode.FILE_ACTION_COMPLETE;
import static dev.longshore.ftp.reply.ReplyCode.FILE_STATUS;
import static dev.longshore.ftp.reply.ReplyCode.FILE_UNAVAILABLE;
import static dev.longshore.ftp.reply.ReplyCode.FURTHER_INFORMATION_NEEDED;

import dev.longshore.ftp.reply.FailureReplies;
import dev.longshore.ftp.session.UserSession;
import dev.longshore.ftp.storage.Entry;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage.Wanted;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.util.List;
import java.util.Optional;

/** DELE, RNFR, RNTO (RFC 959), SIZE (RFC 3659). */
final class FileCommands {
  private FileCommands() {}

  static List<Command> rows() {
    return List.of(
        Command.named("DELE").syntax("<path>").afterLogin().path(FileCommands::dele),
        Command.named("RNFR")
            .syntax("<path>")
            .keepingRename()
            .afterLogin()
            .path(FileCommands::rnfr),
        Command.named("RNTO").syntax("<path>").afterLogin().argument(FileCommands::rnto),
        Command.named("SIZE")
            .syntax("<path>")
            .feature("SIZE")
            .afterLogin()
            .path(FileCommands::size));
  }

  private static Outcome dele(UserSession user, FtpPath file) throws StorageException {
    user.storage().delete(file);
    return Outcome.answer(FILE_ACTION_COMPLETE, "File deleted");
  }

  private static Outcome rnfr(UserSession user, FtpPath from) throws StorageException {
    user.storage().requireRenamable(from);
    user.session().parameters().renameFrom(Optional.of(from));
    return Outcome.answer(FURTHER_INFORMATION_NEEDED, "RNTO please");
  }

  private static Outcome rnto(UserSession user, String argument) throws StorageException {
    Optional<FtpPath> from = user.session().parameters().renameFrom();
    if (from.isEmpty()) {
      return Outcome.answer(BAD_SEQUENCE, "RNFR comes first");
    }
    try {
      user.storage().rename(from.get(), user.resolve(argument));
      return Outcome.answer(FILE_ACTION_COMPLETE, "Renamed");
    } catch (StorageException e) {
      if (e.kind() == Kind.UNAVAILABLE) {
        throw e;
      }
      return new Outcome.Answer(FailureReplies.naming(e));
    }
  }

  /**
   * What it would be in TYPE A takes reading the file (RFC 3659 section 4.1), so that is refused,
   * in the words by which FluentFTP knows that it has to turn to TYPE I.
   */
  private static Outcome size(UserSession user, FtpPath path) throws StorageException {
    Entry file = file(user, path);
    return user.session().converts()
        ? Outcome.answer(FILE_UNAVAILABLE, "SIZE not allowed in ASCII mode")
        : Outcome.answer(FILE_STATUS, Long.toString(file.size()));
  }

  private static Entry file(UserSession user, FtpPath path) throws StorageException {
    return user.storage()
        .stat(path, Wanted.FILE)
        .orElseThrow(() -> new StorageException(Kind.NOT_FOUND, "no file " + path));
  }
}
