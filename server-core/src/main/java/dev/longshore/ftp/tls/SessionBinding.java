package dev.longshore.ftp.tls;

/**
 * How firmly a data connection is tied to its control connection: whoever resumes the control
 * connection's TLS session is the client itself.
 */
public enum SessionBinding {
  /** Data connections may resume the session of their control connection, and need not. */
  ALLOW,
  /** A data connection that resumes anything else, or nothing, is refused (522). */
  REQUIRE,
  /** No session can be resumed: every connection has a handshake of its own. */
  OFF
}
