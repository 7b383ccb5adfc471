package dev.longshore.ftp.control;

/** What reading the control connection may bring. */
public sealed interface Input {

  /** A whole line. */
  record Line(CommandLine command) implements Input {}

  /** A line longer than the limit; all of it has been read and forgotten. */
  record TooLong() implements Input {}

  /** A line that is not UTF-8. */
  record NotText() implements Input {}

  /**
   * The client closed its side, or the connection is lost.
   *
   * @param orderly whether it was closed, so that the client may still read
   */
  record End(boolean orderly) implements Input {}
}
