package dev.longshore.ftp.user;

import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.user.LoginFailures.Subject;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Makes guessing passwords slow and then useless (RFC 2577 section 5), over the authenticator that
 * knows them. What is locked is a name for one client, or all names for one client: nobody can lock
 * a user out from elsewhere.
 */
public final class GuardedAuthenticator implements Authenticator {
  /**
   * More than any name in a users file that somebody would try; a longer one counts as its begin.
   */
  private static final int LONGEST_NAME = 100;

  private final Authenticator users;
  private final LoginFailures failures;
  private final Lockout lockout;
  private final ServerEvents events;

  /**
   * @param users is asked unless the answer is known to be no
   * @param events are told of each lock when it begins
   */
  public GuardedAuthenticator(
      Authenticator users, LoginFailures failures, Lockout lockout, ServerEvents events) {
    this.users = users;
    this.failures = failures;
    this.lockout = lockout;
    this.events = events;
  }

  @Override
  public AuthResult authenticate(String name, char[] password, InetAddress client) {
    if (!lockout.concerns(client)) {
      return users.authenticate(name, password, client);
    }
    Subject here = new Subject(Network.of(client), Optional.empty());
    Subject named =
        new Subject(
            here.client(),
            Optional.of(name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name));
    if (isLocked(named, here)) {
      return new AuthResult.Locked(lockout.longestPause());
    }
    return switch (users.authenticate(name, password, client)) {
      // Of guesses that were all made at once the right one is worth no more than the rest.
      case AuthResult.Accepted _ when isLocked(named, here) ->
          new AuthResult.Locked(lockout.longestPause());
      case AuthResult.Accepted accepted -> {
        // Not what was tried for other names: a guesser may have an account of his own.
        failures.clear(named);
        yield accepted;
      }
      case AuthResult.Refused refused -> counted(refused, named, here);
      case AuthResult.Locked locked -> locked;
      case AuthResult.Unavailable unavailable -> {
        // Whoever leaves before the answer may ask again for what is remembered by then.
        if (Thread.currentThread().isInterrupted()) {
          var _ = counted(AuthResult.Refused.of(unavailable.reason()), named, here);
        }
        yield unavailable;
      }
    };
  }

  @Override
  public boolean isCurrent(User user) {
    return users.isCurrent(user);
  }

  private boolean isLocked(Subject named, Subject here) {
    return lockout.locksName(failures.count(named)) || lockout.locksClient(failures.count(here));
  }

  private AuthResult counted(AuthResult.Refused refused, Subject named, Subject here) {
    int ofName = failures.add(named);
    int ofClient = failures.add(here);
    if (ofName == lockout.attempts()) {
      tellLocked(named, ofName);
    }
    if (ofClient == lockout.attemptsOfClient()) {
      tellLocked(here, ofClient);
    }
    return new AuthResult.Refused(refused.reason(), lockout.pause(ofName, ofClient));
  }

  private void tellLocked(Subject subject, int failed) {
    events.loginLocked(subject.client().toString(), subject.user(), failed, lockout.time());
  }
}
