package dev.longshore.ftp.user;

import java.util.List;

/**
 * What a user's sessions keep to beyond the server's settings; as to TLS that is more and never
 * less.
 *
 * @param tlsRequired whether nothing of the user's may go in the clear
 * @param bindingRequired whether data connections must resume the control connection's TLS session;
 *     not without TLS
 * @param welcome what is said after the login, line by line; empty for what is said to all
 */
public record Terms(boolean tlsRequired, boolean bindingRequired, List<String> welcome) {
  /** Nothing beyond them. */
  public static final Terms NONE = new Terms(false, false, List.of());

  public Terms {
    welcome = List.copyOf(welcome);
    if (bindingRequired && !tlsRequired) {
      throw new IllegalArgumentException("in the clear there is no session to resume");
    }
  }
}
