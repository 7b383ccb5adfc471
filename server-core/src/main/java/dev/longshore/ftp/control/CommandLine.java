package dev.longshore.ftp.control;

import java.util.Locale;

/**
 * A command as it was received: verb and argument (RFC 959 section 5.3).
 *
 * @param verb in upper case
 * @param argument everything behind exactly one blank, verbatim with further blanks (RFC 3659
 *     section 2.2); empty if there is none
 */
public record CommandLine(String verb, String argument) {

  /** From the text of a line without its end; blanks in front of the verb are ignored. */
  public static CommandLine parse(String line) {
    String text = line.stripLeading();
    int blank = text.indexOf(' ');
    String verb = blank < 0 ? text : text.substring(0, blank);
    return new CommandLine(
        verb.toUpperCase(Locale.ROOT), blank < 0 ? "" : text.substring(blank + 1));
  }

  /** For logs: the argument of a command that carries a secret is left out. */
  @Override
  public String toString() {
    boolean secret = verb.equals("PASS") || verb.equals("ACCT");
    return argument.isEmpty() ? verb : verb + " " + (secret ? "***" : argument);
  }
}
