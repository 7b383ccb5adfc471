package dev.longshore.ftp.event;

import java.util.regex.Pattern;

/**
 * What clients name, as it may stand in a log: no line of it can be forged, no terminal be steered.
 */
public final class LogText {
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

  private LogText() {}

  /** The text with a question mark for each control character and line separator. */
  public static String of(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }
}
