package dev.longshore.ftp.command;

import static dev.longshore.ftp.reply.ReplyCode.FILE_ACTION_COMPLETE;
import static dev.longshore.ftp.reply.ReplyCode.FILE_UNAVAILABLE;
import static dev.longshore.ftp.reply.ReplyCode.NOT_IMPLEMENTED;
import static dev.longshore.ftp.reply.ReplyCode.PATH_CREATED;

import dev.longshore.ftp.session.UserSession;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage.Wanted;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.io.IOException;
import java.util.List;

/** CWD, SMNT, CDUP, PWD, MKD, RMD, with their X-names (RFC 959 section 4.1, RFC 775). */
final class DirectoryCommands {
  private DirectoryCommands() {}

  static List<Command> rows() {
    return List.of(
        Command.named("CWD", "XCWD")
            .syntax("<path>")
            .feature("TVFS")
            .afterLogin()
            .path(DirectoryCommands::cwd),
        Command.named("SMNT")
            .syntax("<path>")
            .afterLogin()
            .refused(NOT_IMPLEMENTED, "There is nothing else to mount"),
        Command.named("CDUP", "XCUP")
            .afterLogin()
            .plain(user -> cwd(user, user.workingDirectory().parent())),
        Command.named("PWD", "XPWD")
            .keepingRename()
            .afterLogin()
            .plain(
                user ->
                    Outcome.answer(
                        PATH_CREATED,
                        quoted(user.workingDirectory()) + " is the working directory")),
        Command.named("MKD", "XMKD").syntax("<path>").afterLogin().path(DirectoryCommands::mkd),
        Command.named("RMD", "XRMD").syntax("<path>").afterLogin().path(DirectoryCommands::rmd));
  }

  private static Outcome cwd(UserSession user, FtpPath directory) throws StorageException {
    if (user.storage().stat(directory, Wanted.DIRECTORY).isEmpty()) {
      throw new StorageException(Kind.NOT_FOUND, "no directory " + directory);
    }
    user.changeTo(directory);
    return Outcome.answer(FILE_ACTION_COMPLETE, "Directory changed");
  }

  /**
   * FileZilla and WinSCP go on where a directory "already exists", in these very words, and
   * FluentFTP where a file does, which would mislead it.
   */
  private static Outcome mkd(UserSession user, FtpPath directory) throws IOException {
    try {
      Parents.under(user, directory, () -> user.storage().makeDirectory(directory));
    } catch (StorageException e) {
      if (e.kind() != Kind.ALREADY_EXISTS) {
        throw e;
      }
      return Outcome.answer(
          FILE_UNAVAILABLE,
          user.storage().stat(directory, Wanted.DIRECTORY).isPresent()
              ? "Directory already exists"
              : "A file bears that name");
    }
    return Outcome.answer(PATH_CREATED, quoted(directory) + " created");
  }

  private static Outcome rmd(UserSession user, FtpPath directory) throws StorageException {
    user.storage().removeDirectory(directory);
    return Outcome.answer(FILE_ACTION_COMPLETE, "Directory removed");
  }

  /** Quotes inside are doubled (RFC 959 appendix II). */
  private static String quoted(FtpPath path) {
    return '"' + path.toString().replace("\"", "\"\"") + '"';
  }
}
