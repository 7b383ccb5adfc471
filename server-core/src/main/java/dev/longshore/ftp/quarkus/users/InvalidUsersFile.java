package dev.longshore.ftp.quarkus.users;

/**
 * The users file can not be used. The message is one line that names the user and what is wrong,
 * never a hash.
 */
final class InvalidUsersFile extends Exception {
  private static final long serialVersionUID = 1;

  InvalidUsersFile(String message) {
    super(message);
  }
}
