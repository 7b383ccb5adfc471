package dev.longshore.ftp.user;

/** What became of a login. */
public sealed interface AuthResult {

  /** Name and password are right. */
  record Accepted(User user) implements AuthResult {}

  /** Unknown name or wrong password; which of the two is told to nobody. */
  record Refused() implements AuthResult {}

  /**
   * The question could not be answered now: too many checks at once, or the source of users is
   * away.
   *
   * @param reason for the operator's log, without secrets
   */
  record Unavailable(String reason) implements AuthResult {}
}
