package dev.longshore.ftp.tls;

/**
 * What an upload over TLS is that ends with a FIN and no close_notify. Anybody on the way can send
 * a FIN, and some clients never send anything else. A reset is never the end of a file.
 */
public enum CloseNotify {
  /** Cut off: nothing is stored. */
  REQUIRED,
  /** Whole, as in clear text. */
  OPTIONAL,
  /** Whole, as in clear text, unless the session's client has said close_notify before. */
  AUTO
}
