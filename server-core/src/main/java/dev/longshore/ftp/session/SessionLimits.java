package dev.longshore.ftp.session;

import dev.longshore.ftp.user.User;

/** Counts the sessions of users; the server keeps it, the login asks. Safe for many threads. */
public interface SessionLimits {

  /** Counts one more session of a user; false if the user has as many as allowed. */
  boolean enter(User user);

  /** Counts one session of a user less. */
  void leave(User user);
}
