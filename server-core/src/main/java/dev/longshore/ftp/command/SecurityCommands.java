package dev.longshore.ftp.command;

import static dev.longshore.ftp.reply.ReplyCode.BAD_SEQUENCE;
import static dev.longshore.ftp.reply.ReplyCode.NOT_IMPLEMENTED;

import java.util.List;

/** The commands of RFC 2228 and RFC 4217, none of which is possible without TLS. */
final class SecurityCommands {
  private static final String NO_TLS = "TLS is not available";

  private SecurityCommands() {}

  static List<Command> rows() {
    return List.of(
        Command.named("AUTH").syntax("<mechanism>").refused(NOT_IMPLEMENTED, NO_TLS),
        Command.named("PBSZ").syntax("<size>").refused(BAD_SEQUENCE, NO_TLS),
        Command.named("PROT").syntax("<level>").refused(BAD_SEQUENCE, NO_TLS));
  }
}
