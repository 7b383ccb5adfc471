package dev.longshore.ftp.quarkus.users;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.ftp.user.Ascii;
import dev.longshore.ftp.user.HomeMapping;
import dev.longshore.ftp.user.MissingParents;
import dev.longshore.ftp.user.Permission;
import dev.longshore.ftp.user.Preferences;
import dev.longshore.ftp.user.User;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one user of the users file, strictly; {@link UsersYaml} asks it. */
final class Entry {
  private static final int MAX_NAME = 255;
  private static final Set<String> KEYS =
      Set.of("name", "password", "permissions", "limits", "home", "ascii", "missing-parents");

  private final JsonNode node;
  private final String name;

  private Entry(JsonNode node, String name) {
    this.node = node;
    this.name = name;
  }

  /**
   * Reads the entry.
   *
   * @param number its place in the file, from 1, to name it where it has no name
   */
  static Account read(JsonNode node, int number) throws InvalidUsersFile {
    JsonNode name = node.path("name");
    if (!name.isTextual() || name.textValue().isBlank()) {
      throw new InvalidUsersFile(
          "entry " + number + ": has no name, or one that is not text (write it in quotes)");
    }
    if (name.textValue().length() > MAX_NAME || !HomeTarget.plain(name.textValue())) {
      throw new InvalidUsersFile(
          "entry " + number + ": name is too long or has a control character");
    }
    return new Entry(node, name.textValue()).account();
  }

  private Account account() throws InvalidUsersFile {
    requireKeys(node, KEYS, "");
    User user = new User(name, permissions(), home(), maxSessions(), preferences());
    JsonNode password = node.path("password");
    if (!password.isTextual()) {
      throw wrong("password is missing or not text");
    }
    try {
      return Account.of(user, password.textValue());
    } catch (IllegalArgumentException e) {
      throw wrong("password: " + e.getMessage());
    }
  }

  private Set<Permission> permissions() throws InvalidUsersFile {
    JsonNode list = node.get("permissions");
    if (list == null) {
      return EnumSet.allOf(Permission.class);
    }
    if (!list.isArray()) {
      throw wrong("permissions is not a list");
    }
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    for (JsonNode element : list) {
      Optional<Permission> permission = PermissionNames.find(element.asText());
      if (permission.isEmpty() || !permissions.add(permission.get())) {
        throw wrong(
            "permissions: '%s' is there twice or none of %s"
                .formatted(word(element.asText()), PermissionNames.all()));
      }
    }
    return permissions;
  }

  private OptionalInt maxSessions() throws InvalidUsersFile {
    JsonNode limits = node.get("limits");
    if (limits == null) {
      return OptionalInt.empty();
    }
    requireKeys(limits, Set.of("max-sessions"), "limits: ");
    JsonNode sessions = limits.path("max-sessions");
    if (!sessions.isInt() || sessions.intValue() < 1) {
      throw wrong("limits: max-sessions is not a number from 1");
    }
    return OptionalInt.of(sessions.intValue());
  }

  private Preferences preferences() throws InvalidUsersFile {
    return new Preferences(
        oneOf("ascii", Ascii.values()), oneOf("missing-parents", MissingParents.values()));
  }

  /** The value of a key that is a word, as settings write it. */
  private <E extends Enum<E>> Optional<E> oneOf(String key, E[] values) throws InvalidUsersFile {
    JsonNode word = node.get(key);
    if (word == null) {
      return Optional.empty();
    }
    for (E value : values) {
      if (setting(value).equals(word.asText())) {
        return Optional.of(value);
      }
    }
    throw wrong(
        "%s: '%s' is none of %s"
            .formatted(
                key,
                word(word.asText()),
                Stream.of(values).map(Entry::setting).collect(Collectors.joining(", "))));
  }

  private static String setting(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private List<HomeMapping> home() throws InvalidUsersFile {
    JsonNode list = node.path("home");
    if (!list.isArray() || list.isEmpty()) {
      throw wrong("home is missing or not a list of {entry: …, target: …}");
    }
    List<HomeMapping> home = new ArrayList<>();
    Set<String> entries = new HashSet<>();
    for (JsonNode element : list) {
      HomeMapping mapping = mapping(element);
      if (!entries.add(mapping.entry())) {
        throw wrong("home: entry " + mapping.entry() + " is there twice");
      }
      home.add(mapping);
    }
    return home;
  }

  private HomeMapping mapping(JsonNode element) throws InvalidUsersFile {
    requireKeys(element, Set.of("entry", "target"), "home: ");
    JsonNode entry = element.path("entry");
    JsonNode target = element.path("target");
    if (!entry.isTextual() || !target.isTextual()) {
      throw wrong("home: entry or target is missing or not text");
    }
    try {
      HomeTarget.requirePlain("entry", entry.textValue());
      return new HomeMapping(entry.textValue(), HomeTarget.of(target.textValue(), name));
    } catch (IllegalArgumentException e) {
      throw wrong("home: " + e.getMessage());
    }
  }

  private void requireKeys(JsonNode map, Set<String> keys, String where) throws InvalidUsersFile {
    if (!map.isObject()) {
      throw wrong(where + "not a mapping of keys to values");
    }
    for (String key : map.propertyStream().map(Map.Entry::getKey).toList()) {
      if (!keys.contains(key)) {
        throw wrong(where + "unknown key '" + word(key) + "'");
      }
    }
  }

  private InvalidUsersFile wrong(String what) {
    return new InvalidUsersFile("user " + name + ": " + what);
  }

  /** What may be shown of a word that is not ours: a slip of the pen could be a hash. */
  private static String word(String text) {
    return text.matches("[A-Za-z_-]{1,40}") ? text : "(not a word)";
  }
}
