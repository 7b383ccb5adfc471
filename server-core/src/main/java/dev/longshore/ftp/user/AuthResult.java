package dev.longshore.ftp.user;

import java.time.Duration;

/** What became of a login. */
public sealed interface AuthResult {

  /** Name and password are right. */
  record Accepted(User user) implements AuthResult {}

  /**
   * Unknown name, wrong password, or the right one of somebody who may not log in now or from here;
   * which of them is told to no client.
   *
   * @param reason for the operator's log, without secrets
   * @param pause how long the reply is to wait
   */
  record Refused(String reason, Duration pause) implements AuthResult {
    public static Refused of(String reason) {
      return new Refused(reason, Duration.ZERO);
    }

    /** The common reason. */
    public static Refused wrongPassword() {
      return of("wrong name or password");
    }
  }

  /**
   * There were so many wrong passwords that none was looked at. The client is told what it is told
   * of a wrong one; the operator was told when it began.
   *
   * @param pause how long the reply is to wait
   */
  record Locked(Duration pause) implements AuthResult {}

  /**
   * The question could not be answered now: too many checks at once, or the source of users is
   * away.
   *
   * @param reason for the operator's log, without secrets
   */
  record Unavailable(String reason) implements AuthResult {}
}
