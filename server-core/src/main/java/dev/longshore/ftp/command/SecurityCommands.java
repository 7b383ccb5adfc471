package dev.longshore.ftp.command;

import static dev.longshore.ftp.reply.ReplyCode.BAD_ARGUMENT;
import static dev.longshore.ftp.reply.ReplyCode.BAD_SEQUENCE;
import static dev.longshore.ftp.reply.ReplyCode.DENIED_BY_POLICY;
import static dev.longshore.ftp.reply.ReplyCode.NOT_IMPLEMENTED;
import static dev.longshore.ftp.reply.ReplyCode.OK;
import static dev.longshore.ftp.reply.ReplyCode.PARAMETER_NOT_SUPPORTED;
import static dev.longshore.ftp.reply.ReplyCode.PROTECTION_LEVEL_NOT_SUPPORTED;
import static dev.longshore.ftp.reply.ReplyCode.PROTECTION_REQUIRED;
import static dev.longshore.ftp.reply.ReplyCode.SECURITY_EXCHANGE_DONE;

import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.session.ControlSecurity;
import dev.longshore.ftp.session.Session;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Protection of both connections by TLS: the commands of RFC 2228 as RFC 4217 uses them. */
final class SecurityCommands {
  private static final long LARGEST_BUFFER = 0xFFFF_FFFFL;
  private static final Pattern DIGITS = Pattern.compile("\\d{1,10}");

  private SecurityCommands() {}

  static List<Command> rows() {
    return List.of(
        Command.named("AUTH")
            .syntax("<TLS|TLS-C|SSL|TLS-P>")
            .stoppingReader()
            .feature(session -> ifOffered(session, "AUTH SSL\nAUTH TLS"))
            .argument(SecurityCommands::auth),
        Command.named("PBSZ")
            .syntax("<size>")
            .feature(session -> ifOffered(session, "PBSZ"))
            .optional(SecurityCommands::pbsz),
        Command.named("PROT")
            .syntax("<C|P>")
            .feature(session -> ifOffered(session, "PROT"))
            .optional(SecurityCommands::prot),
        Command.named("CCC").plain(SecurityCommands::ccc),
        notForTls("ADAT"),
        notForTls("CONF"),
        notForTls("ENC"),
        notForTls("MIC"));
  }

  private static String ifOffered(Session session, String lines) {
    return session.security().offered() ? lines : "";
  }

  /** What other mechanisms than TLS need (RFC 4217 section 12.2). */
  private static Command notForTls(String name) {
    return Command.named(name)
        .syntax("<base64>")
        .refused(NOT_IMPLEMENTED, "TLS protects the whole connection");
  }

  /**
   * SSL is an older name of TLS, and TLS-P says PROT P by itself (RFC 4217 section 17 and its
   * appendix A).
   */
  private static Outcome auth(Session session, String mechanism) {
    ControlSecurity security = session.security();
    if (!security.offered()) {
      return Outcome.answer(NOT_IMPLEMENTED, "TLS is not available");
    }
    if (security.active()) {
      return Outcome.answer(BAD_SEQUENCE, "TLS is on already");
    }
    return switch (mechanism.strip().toUpperCase(Locale.ROOT)) {
      case "TLS", "TLS-C", "SSL" -> startTls(false);
      case "TLS-P" -> startTls(true);
      default -> Outcome.answer(PARAMETER_NOT_SUPPORTED, "AUTH TLS is supported");
    };
  }

  private static Outcome startTls(boolean dataPrivate) {
    return new Outcome.StartTls(
        Reply.of(SECURITY_EXCHANGE_DONE, "Begin the TLS handshake"), dataPrivate);
  }

  /** TLS has no such buffer: whatever is asked, 0 is the answer (RFC 4217 section 9). */
  private static Outcome pbsz(Session session, String argument) {
    if (!session.security().active()) {
      return Outcome.answer(BAD_SEQUENCE, "AUTH TLS comes first");
    }
    String size = argument.strip();
    if (!DIGITS.matcher(size).matches() || Long.parseLong(size) > LARGEST_BUFFER) {
      return Outcome.answer(BAD_ARGUMENT, "A number of 32 bits, please");
    }
    session.security().agreeBufferSize();
    return Outcome.answer(OK, "PBSZ=0");
  }

  private static Outcome prot(Session session, String argument) {
    ControlSecurity security = session.security();
    if (!security.active()) {
      return Outcome.answer(BAD_SEQUENCE, "AUTH TLS comes first");
    }
    if (!security.bufferSizeAgreed()) {
      return Outcome.answer(BAD_SEQUENCE, "PBSZ comes first");
    }
    return switch (argument.strip().toUpperCase(Locale.ROOT)) {
      case "P" -> protectData(security, true);
      case "C" ->
          security.required()
              ? Outcome.answer(DENIED_BY_POLICY, "Data connections must be encrypted")
              : protectData(security, false);
      case "S", "E" -> Outcome.answer(PROTECTION_LEVEL_NOT_SUPPORTED, "TLS has PROT C and P");
      case "" -> Outcome.answer(BAD_ARGUMENT, "Argument is missing");
      default -> Outcome.answer(PARAMETER_NOT_SUPPORTED, "TLS has PROT C and P");
    };
  }

  private static Outcome protectData(ControlSecurity security, boolean asPrivate) {
    security.protectData(asPrivate);
    return Outcome.answer(OK, "Data connections will be " + (asPrivate ? "encrypted" : "clear"));
  }

  /** A control connection in the clear can be taken over, and its commands with it. */
  private static Outcome ccc(Session session) {
    return session.security().active()
        ? Outcome.answer(DENIED_BY_POLICY, "The control connection stays encrypted")
        : Outcome.answer(PROTECTION_REQUIRED, "The control connection is not encrypted");
  }
}
