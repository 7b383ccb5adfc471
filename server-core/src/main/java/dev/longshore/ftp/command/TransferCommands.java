package dev.longshore.ftp.command;

import static dev.longshore.ftp.reply.ReplyCode.BAD_ARGUMENT;
import static dev.longshore.ftp.reply.ReplyCode.BAD_SEQUENCE;
import static dev.longshore.ftp.reply.ReplyCode.DATA_NOT_PROTECTED;
import static dev.longshore.ftp.reply.ReplyCode.FURTHER_INFORMATION_NEEDED;
import static dev.longshore.ftp.reply.ReplyCode.NO_DATA_CONNECTION;
import static dev.longshore.ftp.reply.ReplyCode.OK;
import static dev.longshore.ftp.reply.ReplyCode.PARAMETER_NOT_SUPPORTED;

import dev.longshore.ftp.data.DataChannel;
import dev.longshore.ftp.session.RepresentationType;
import dev.longshore.ftp.session.Session;
import dev.longshore.ftp.session.UserSession;
import dev.longshore.ftp.storage.Content;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.storage.StoreOptions;
import dev.longshore.ftp.transfer.Transfer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** TYPE, STRU, MODE, ALLO, REST, RETR, STOR, APPE, STOU, ABOR (RFC 959 section 4.1). */
final class TransferCommands {
  private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");
  private static final Pattern ALLO = Pattern.compile("(\\d{1,18})( +R +\\d{1,18})?");

  private TransferCommands() {}

  static List<Command> rows() {
    return List.of(
        Command.named("TYPE").syntax("<A|I|L 8>").afterLogin().argument(TransferCommands::type),
        Command.named("STRU")
            .syntax("<F>")
            .afterLogin()
            .argument((_, structure) -> only("F", structure, "STRU F it is")),
        Command.named("MODE")
            .syntax("<S>")
            .afterLogin()
            .argument((_, mode) -> only("S", mode, "MODE S it is")),
        Command.named("ALLO").syntax("<size>").afterLogin().argument(TransferCommands::allo),
        Command.named("REST")
            .syntax("<offset>")
            .feature("REST STREAM")
            .afterLogin()
            .argument(TransferCommands::rest),
        Command.named("RETR").syntax("<path>").afterLogin().path(TransferCommands::retr),
        Command.named("STOR").syntax("<path>").afterLogin().argument(TransferCommands::stor),
        Command.named("APPE").syntax("<path>").afterLogin().argument(TransferCommands::appe),
        Command.named("STOU").syntax("[<path>]").afterLogin().optional(TransferCommands::stou),
        Command.named("ABOR")
            .timing(Command.Timing.AT_ONCE)
            .afterLogin()
            .plain(_ -> new Outcome.Abort()));
  }

  private static Outcome type(UserSession user, String argument) {
    return switch (argument.toUpperCase(Locale.ROOT).strip()) {
      case "A", "A N", "A T" -> type(user, RepresentationType.ASCII, "A");
      case "I", "I N", "L 8", "L8" -> type(user, RepresentationType.IMAGE, "I");
      default -> Outcome.answer(PARAMETER_NOT_SUPPORTED, "TYPE A, I and L 8 are supported");
    };
  }

  private static Outcome type(UserSession user, RepresentationType type, String name) {
    user.session().parameters().type(type);
    return Outcome.answer(OK, "TYPE " + name + " it is");
  }

  private static Outcome only(String supported, String argument, String text) {
    return argument.strip().equalsIgnoreCase(supported)
        ? Outcome.answer(OK, text)
        : Outcome.answer(PARAMETER_NOT_SUPPORTED, "Only " + supported + " is supported");
  }

  /** What it announces is held against what comes; 0 is what clients send that do not know. */
  private static Outcome allo(UserSession user, String argument) {
    var matcher = ALLO.matcher(argument.strip().toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Outcome.answer(BAD_ARGUMENT, "A number of bytes, please");
    }
    long size = Long.parseLong(matcher.group(1));
    user.session()
        .parameters()
        .announceSize(size > 0 ? OptionalLong.of(size) : OptionalLong.empty());
    return Outcome.answer(OK, "Noted");
  }

  private static Outcome rest(UserSession user, String argument) {
    String offset = argument.strip();
    if (!DIGITS.matcher(offset).matches()) {
      return Outcome.answer(BAD_ARGUMENT, "A number of bytes, please");
    }
    user.session().parameters().restartAt(Long.parseLong(offset));
    return Outcome.answer(FURTHER_INFORMATION_NEEDED, "The next transfer restarts there");
  }

  private static Outcome retr(UserSession user, FtpPath file) throws IOException {
    return withChannel(
        user,
        offset -> {
          return new Outcome.Start(
              DownloadSource.open(user.storage(), file, offset, user.session().converts()), user);
        });
  }

  private static Outcome stor(UserSession user, String argument) throws IOException {
    return withChannel(
        user,
        offset -> {
          StoreOptions options =
              offset > 0 ? StoreOptions.fromOffset(offset) : StoreOptions.REPLACE;
          return upload(user, fileNamed(user, argument), options, "Send it");
        });
  }

  /** REST n and APPE is the same as REST n and STOR (RFC 3659 section 5.3). */
  private static Outcome appe(UserSession user, String argument) throws IOException {
    return withChannel(
        user,
        offset -> {
          StoreOptions options = offset > 0 ? StoreOptions.fromOffset(offset) : StoreOptions.APPEND;
          return upload(user, fileNamed(user, argument), options, "Send it");
        });
  }

  private static Outcome stou(UserSession user, String argument) throws IOException {
    return withChannel(
        user,
        offset -> {
          if (offset > 0) {
            return Outcome.answer(BAD_SEQUENCE, "A new file can not be restarted");
          }
          FtpPath wanted = argument.isEmpty() ? null : fileNamed(user, argument);
          FtpPath file = UniqueName.beside(user.workingDirectory(), wanted);
          return upload(user, file, StoreOptions.CREATE, "FILE: " + UniqueName.shown(user, file));
        });
  }

  private static Outcome upload(
      UserSession user, FtpPath file, StoreOptions options, String opening) {
    Session session = user.session();
    if (options.mode() == StoreOptions.Mode.FROM_OFFSET && session.converts()) {
      return Outcome.answer(
          PARAMETER_NOT_SUPPORTED, "An upload can not be restarted in TYPE A, use TYPE I");
    }
    OptionalLong announced = session.parameters().takeAnnouncedSize();
    StoreOptions hinted = announced.isPresent() ? options.withSize(announced.getAsLong()) : options;
    // Clients announce the size of their file: text and restarts bring another number of bytes.
    boolean whole =
        options.mode() == StoreOptions.Mode.REPLACE || options.mode() == StoreOptions.Mode.CREATE;
    boolean exact = whole && session.parameters().type() == RepresentationType.IMAGE;
    return new Outcome.Start(
        new Transfer.Receive(
            file.toString(),
            opening,
            exact ? announced : OptionalLong.empty(),
            session.converts(),
            content -> {
              Parents.Making storing = () -> store(user, file, hinted, content);
              // There is nothing to restart in a directory that is only just made.
              if (options.mode() == StoreOptions.Mode.FROM_OFFSET) {
                storing.run();
              } else {
                Parents.under(user, file, storing);
              }
            }),
        user);
  }

  /** What is missing once bytes have been read is no directory, and no reason to begin anew. */
  private static void store(UserSession user, FtpPath file, StoreOptions options, Content content)
      throws IOException {
    try {
      var _ = user.storage().store(file, options, content);
    } catch (StorageException e) {
      throw e.kind() == Kind.NOT_FOUND && content.hasBegun()
          ? new StorageException(Kind.UNAVAILABLE, "the storage lost an upload", e)
          : e;
    }
  }

  /** A path that ends in a slash names a directory. */
  private static FtpPath fileNamed(UserSession user, String argument) throws StorageException {
    FtpPath path = user.resolve(argument);
    if (argument.endsWith("/") || path.isRoot()) {
      throw new StorageException(Kind.NAME_NOT_ALLOWED, "names a directory: " + path);
    }
    return path;
  }

  /** Something that makes a transfer once it is known where its data connection comes from. */
  @FunctionalInterface
  interface Preparation {
    Outcome prepare(long restartOffset) throws IOException;
  }

  /**
   * Uses up the offset of REST. Without a data channel the transfer uses the default data port (RFC
   * 959 section 3.2); where there is none, nothing is done to the storage.
   */
  static Outcome withChannel(UserSession user, Preparation preparation) throws IOException {
    Session session = user.session();
    long offset = session.parameters().takeRestartOffset();
    if (session.security().forbidsTransfer()) {
      // With this number lftp tries again by itself, with PROT P.
      return Outcome.answer(DATA_NOT_PROTECTED, "Data connections must be encrypted, send PROT P");
    }
    if (session.hasChannel()) {
      return preparation.prepare(offset);
    }
    Optional<DataChannel> defaultPort = ChannelCommands.defaultPort(session);
    if (defaultPort.isEmpty()) {
      return Outcome.answer(NO_DATA_CONNECTION, "Use PASV, EPSV, PORT or EPRT first");
    }
    Outcome outcome = preparation.prepare(offset);
    if (outcome instanceof Outcome.Start) {
      session.use(defaultPort.get());
    }
    return outcome;
  }
}
