package dev.longshore.ftp.command;

import static dev.longshore.ftp.reply.ReplyCode.BAD_ARGUMENT;
import static dev.longshore.ftp.reply.ReplyCode.FILE_ACTION_COMPLETE;
import static dev.longshore.ftp.reply.ReplyCode.FILE_STATUS;
import static dev.longshore.ftp.reply.ReplyCode.MD5_FOLLOWS;
import static dev.longshore.ftp.reply.ReplyCode.OK;
import static dev.longshore.ftp.reply.ReplyCode.PARAMETER_NOT_SUPPORTED;

import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.session.ChecksumLimit;
import dev.longshore.ftp.session.LoginPhase;
import dev.longshore.ftp.session.Session;
import dev.longshore.ftp.session.UserSession;
import dev.longshore.ftp.storage.Checksum;
import dev.longshore.ftp.storage.Checksum.Algorithm;
import dev.longshore.ftp.storage.Entry;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage.Wanted;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.transfer.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checksums of files as they are stored, whatever the TYPE: HASH (draft-bryan-ftpext-hash), MD5
 * (draft-twine-ftpmd5), and XCRC and its like, which no document describes.
 *
 * <p>One that the store keeps is told at once; otherwise the file is read, and NOOP and STAT are
 * answered meanwhile.
 */
final class ChecksumCommands {
  private static final Pattern RANGE = Pattern.compile("(?: +(\\d{1,18}))?(?: +(\\d{1,18}))? *");
  private static final Pattern WITH_RANGE = Pattern.compile("(.*[^ ]) +(\\d{1,18}) *");

  private ChecksumCommands() {}

  static List<Command> rows() {
    return List.of(
        Command.named("HASH")
            .syntax("<path>")
            .feature(ChecksumCommands::feature)
            .afterLogin()
            .argument(ChecksumCommands::hash),
        Command.named("OPTS HASH")
            .syntax("[<algorithm>]")
            .afterLogin()
            .optional(ChecksumCommands::choose),
        ranged(Algorithm.CRC32, "XCRC"),
        ranged(Algorithm.MD5, "XMD5"),
        ranged(Algorithm.SHA_1, "XSHA1", "XSHA"),
        ranged(Algorithm.SHA_256, "XSHA256"),
        ranged(Algorithm.SHA_512, "XSHA512"),
        Command.named("MD5")
            .syntax("<path>")
            .feature("MD5")
            .afterLogin()
            .argument(ChecksumCommands::md5));
  }

  private static Command ranged(Algorithm algorithm, String... names) {
    return Command.named(names)
        .syntax("<path> [<start> [<end>]]")
        .feature(names[0])
        .afterLogin()
        .argument((user, argument) -> ranged(user, algorithm, argument));
  }

  /** The algorithms, the session's with a star. */
  private static String feature(Session session) {
    Algorithm selected =
        session.login() instanceof LoginPhase.LoggedIn(UserSession user)
            ? user.hashAlgorithm()
            : UserSession.DEFAULT_HASH;
    return Stream.of(Algorithm.values())
        .map(each -> ChecksumOutput.nameOf(each) + (each == selected ? "*" : ""))
        .collect(Collectors.joining(";", "HASH ", ""));
  }

  private static Outcome choose(UserSession user, String name) {
    String wanted = name.strip().toUpperCase(Locale.ROOT);
    if (!wanted.isEmpty()) {
      Optional<Algorithm> known =
          Stream.of(Algorithm.values())
              .filter(each -> ChecksumOutput.nameOf(each).equals(wanted))
              .findFirst();
      if (known.isEmpty()) {
        return Outcome.answer(BAD_ARGUMENT, "No such algorithm, see FEAT");
      }
      user.hashAlgorithm(known.get());
    }
    return Outcome.answer(OK, ChecksumOutput.nameOf(user.hashAlgorithm()));
  }

  private static Outcome hash(UserSession user, String path) throws IOException {
    Algorithm algorithm = user.hashAlgorithm();
    FtpPath file = user.resolve(path);
    long size = size(user, file);
    String head = ChecksumOutput.nameOf(algorithm) + " 0-" + size + " ";
    return checksum(
        user,
        algorithm,
        file,
        new FileRange(size, 0, size),
        hex -> Reply.of(FILE_STATUS, head + hex + " " + path));
  }

  private static Outcome md5(UserSession user, String path) throws IOException {
    FtpPath file = user.resolve(path);
    long size = size(user, file);
    return checksum(
        user,
        Algorithm.MD5,
        file,
        new FileRange(size, 0, size),
        hex -> Reply.of(MD5_FOLLOWS, path + " " + hex.toUpperCase(Locale.ROOT)));
  }

  /**
   * A path, in quotes or not, and a range behind it, which ends before its end. Without quotes a
   * file that bears the whole argument for its name is meant first.
   */
  private static Outcome ranged(UserSession user, Algorithm algorithm, String argument)
      throws IOException {
    Named named = Named.of(user, argument);
    FtpPath file = user.resolve(named.path());
    long size = size(user, file);
    FileRange range = new FileRange(size, named.start().orElse(0), named.end().orElse(size));
    if (range.start() > range.end() || range.end() > size) {
      return Outcome.answer(BAD_ARGUMENT, "That is no range of the file");
    }
    return checksum(
        user,
        algorithm,
        file,
        range,
        hex -> Reply.of(FILE_ACTION_COMPLETE, hex.toUpperCase(Locale.ROOT)));
  }

  private static Outcome checksum(
      UserSession user,
      Algorithm algorithm,
      FtpPath file,
      FileRange range,
      Function<String, Reply> reply)
      throws IOException {
    Optional<Checksum> kept =
        range.isWhole() ? user.storage().checksum(file, algorithm) : Optional.empty();
    if (kept.isPresent()) {
      return new Outcome.Answer(reply.apply(kept.get().hex()));
    }
    var limit = user.session().services().checksums();
    if (!limit.allows(range.length())) {
      return Outcome.answer(
          PARAMETER_NOT_SUPPORTED, "So much is not read for a checksum on this server");
    }
    ChecksumLimit.Holder holder = holder(user);
    if (!limit.tryBegin(holder)) {
      throw new StorageException(Kind.BUSY, "as many checksums as allowed are being computed");
    }
    try {
      Progress progress = new Progress(OptionalLong.of(range.length()));
      user.session().tell(progress);
      ChecksumOutput sum = ChecksumOutput.of(algorithm);
      range.copy(user.storage(), file, progress.counting(sum));
      return new Outcome.Answer(reply.apply(sum.hex()));
    } finally {
      limit.end(holder);
    }
  }

  private static ChecksumLimit.Holder holder(UserSession user) {
    return new ChecksumLimit.Holder(user.user().name(), user.session().id().client());
  }

  private static long size(UserSession user, FtpPath file) throws StorageException {
    return user.storage()
        .stat(file, Wanted.FILE)
        .map(Entry::size)
        .orElseThrow(() -> new StorageException(Kind.NOT_FOUND, "no file " + file));
  }

  /** What the argument of XCRC and its like names. */
  private record Named(String path, OptionalLong start, OptionalLong end) {

    static Named of(UserSession user, String argument) throws StorageException {
      int close = closingQuote(argument);
      Matcher range = RANGE.matcher(argument.substring(close + 1));
      if (close > 1 && range.matches()) {
        String path = argument.substring(1, close).replace("\"\"", "\"");
        return new Named(path, number(range.group(1)), number(range.group(2)));
      }
      Matcher one = WITH_RANGE.matcher(argument);
      if (!one.matches() || user.storage().stat(user.resolve(argument), Wanted.FILE).isPresent()) {
        return new Named(argument, OptionalLong.empty(), OptionalLong.empty());
      }
      Matcher two = WITH_RANGE.matcher(one.group(1));
      return two.matches()
          ? new Named(two.group(1), number(two.group(2)), number(one.group(2)))
          : new Named(one.group(1), number(one.group(2)), OptionalLong.empty());
    }

    /** Where a quoted path at the beginning ends, whose own quotes are doubled; -1 for none. */
    private static int closingQuote(String argument) {
      int quote = argument.startsWith("\"") ? argument.indexOf('"', 1) : -1;
      while (quote > 0 && argument.startsWith("\"\"", quote)) {
        quote = argument.indexOf('"', quote + 2);
      }
      return quote;
    }

    private static OptionalLong number(@Nullable String digits) {
      return digits == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
    }
  }
}
