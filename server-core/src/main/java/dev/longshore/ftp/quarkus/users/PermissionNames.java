package dev.longshore.ftp.quarkus.users;

import dev.longshore.ftp.user.Permission;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the users file and the roles of identities call a permission: {@code make-directory}. */
final class PermissionNames {
  private PermissionNames() {}

  static String name(Permission permission) {
    return permission.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Permission> find(String name) {
    return Stream.of(Permission.values()).filter(each -> name(each).equals(name)).findFirst();
  }

  /** All of them, for a message. */
  static String all() {
    return String.join(", ", Stream.of(Permission.values()).map(PermissionNames::name).toList());
  }
}
