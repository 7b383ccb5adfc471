package dev.longshore.ftp.user;

import java.net.InetAddress;

/**
 * The port through which a session asks who somebody is. Safe for many threads; may block for as
 * long as one password hash takes, and bounds how many are computed at once.
 */
public interface Authenticator {

  /**
   * Checks a name and a password.
   *
   * <p>An unknown name takes as long as a wrong password (RFC 2577 section 7).
   *
   * @param name the argument of USER, verbatim
   * @param password the argument of PASS, verbatim; the caller clears it afterwards
   * @param client the address of the client
   */
  AuthResult authenticate(String name, char[] password, InetAddress client);

  /**
   * Whether a user who logged in earlier is still welcome; cheap, asked before every command. False
   * once the user has been removed, or has another password.
   */
  boolean isCurrent(User user);
}
