package dev.longshore.ftp.user;

/**
 * What a user's sessions keep to beyond the server's settings; a user may be held to more, never to
 * less.
 *
 * @param tlsRequired whether nothing of the user's may go in the clear
 * @param bindingRequired whether data connections must resume the control connection's TLS session;
 *     not without TLS
 */
public record Terms(boolean tlsRequired, boolean bindingRequired) {
  /** Nothing beyond them. */
  public static final Terms NONE = new Terms(false, false);

  public Terms {
    if (bindingRequired && !tlsRequired) {
      throw new IllegalArgumentException("in the clear there is no session to resume");
    }
  }
}
