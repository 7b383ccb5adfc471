package dev.longshore.ftp.user;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * What wrong passwords lead to.
 *
 * @param attempts after how many for one name from one client the name is locked for that client; 0
 *     is never
 * @param attemptsOfClient after how many for any names a client is locked whatever the name; 0 is
 *     never
 * @param time how long it is locked, and how long after the last wrong password the count ends
 * @param longestPause what the pauses before the replies grow to; zero for none
 * @param trusted whose clients' wrong passwords lead to nothing
 */
public record Lockout(
    int attempts,
    int attemptsOfClient,
    Duration time,
    Duration longestPause,
    List<Network> trusted) {

  /** Somebody's slip of the finger hardly waits, and three of them do not wait two seconds. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  /** How many names a client may get wrong once before it waits for the next. */
  private static final int OTHER_NAMES = 10;

  public Lockout {
    trusted = List.copyOf(trusted);
  }

  boolean concerns(InetAddress client) {
    return !Network.anyContains(trusted, client);
  }

  /** Whether so many wrong passwords lock one name for a client. */
  boolean locksName(int failures) {
    return attempts > 0 && failures >= attempts;
  }

  /** Whether so many wrong passwords lock a client. */
  boolean locksClient(int failures) {
    return attemptsOfClient > 0 && failures >= attemptsOfClient;
  }

  /**
   * The pause after a wrong password: twice as long each time.
   *
   * @param ofName how many there were for this name
   * @param ofClient how many there were for all names; a client that goes from name to name waits
   *     as well, some names later
   */
  Duration pause(int ofName, int ofClient) {
    int doublings = Math.min(20, Math.max(ofName, ofClient - OTHER_NAMES) - 1);
    Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }
}
