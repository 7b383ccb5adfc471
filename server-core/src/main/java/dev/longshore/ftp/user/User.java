package dev.longshore.ftp.user;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A user who has logged in; immutable, so a change of the users file shows at the next login.
 *
 * @param name the name as the client gave it to USER
 * @param permissions what the user may do
 * @param home the home mappings, at least one, each entry once
 * @param maxSessions how many sessions the user may have at once, over all replicas; empty is the
 *     server's limit
 * @param terms what the sessions keep to beyond the server's settings
 * @param preferences what is otherwise for this user
 */
public record User(
    String name,
    Set<Permission> permissions,
    List<HomeMapping> home,
    OptionalInt maxSessions,
    Terms terms,
    Preferences preferences) {

  /** A user for whom all is as the server's settings have it. */
  public User(
      String name, Set<Permission> permissions, List<HomeMapping> home, OptionalInt maxSessions) {
    this(name, permissions, home, maxSessions, Terms.NONE, Preferences.NONE);
  }

  public User {
    permissions = Set.copyOf(permissions);
    home = List.copyOf(home);
    if (home.isEmpty()) {
      throw new IllegalArgumentException("user " + name + " has no home mapping");
    }
  }

  /** An equal one that is another object, for those who tell logins apart by it. */
  public User twin() {
    return new User(name, permissions, home, maxSessions, terms, preferences);
  }

  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }
}
