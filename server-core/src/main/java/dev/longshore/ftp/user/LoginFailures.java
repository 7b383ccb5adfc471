package dev.longshore.ftp.user;

import java.util.Optional;

/**
 * The port that counts wrong passwords beyond the session. Each count ends some time after its last
 * wrong password, which is the implementation's to know. Safe for many threads, bounded, and never
 * slow: it is asked at each login.
 *
 * <p>There is one for each replica; replicas may come to share their counts behind it.
 */
public interface LoginFailures {

  /**
   * Whose wrong passwords are counted together.
   *
   * @param client from where
   * @param user the name that was tried; empty for all names together
   */
  record Subject(Network client, Optional<String> user) {}

  /** Counts one more; says how many there are now. */
  int add(Subject subject);

  /** How many there were lately. */
  int count(Subject subject);

  /** Begins anew. */
  void clear(Subject subject);
}
