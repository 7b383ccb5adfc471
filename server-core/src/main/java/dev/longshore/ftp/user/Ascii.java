package dev.longshore.ftp.user;

/** What TYPE A does to line ends (RFC 959 section 3.1.1.1). */
public enum Ascii {
  /** They are CRLF on the wire, from the beginning of a session, as the RFC has it. */
  CONVERT,
  /**
   * The same once the client has sent TYPE A; before that nothing is changed, for the devices that
   * send binary files without a word.
   */
  ON_REQUEST,
  /** Nothing is changed; TYPE A is accepted all the same. */
  BINARY
}
