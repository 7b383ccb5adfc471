package dev.longshore.ftp.quarkus.users;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.ftp.control.TextCoding;
import dev.longshore.ftp.user.Ascii;
import dev.longshore.ftp.user.HomeMapping;
import dev.longshore.ftp.user.MissingParents;
import dev.longshore.ftp.user.Permission;
import dev.longshore.ftp.user.Preferences;
import dev.longshore.ftp.user.User;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one user of the users file, strictly; {@link UsersYaml} asks it. */
final class Entry {
  private static final int MAX_NAME = 255;
  private static final Set<String> KEYS =
      Set.of(
          "name",
          "password",
          "passwords",
          "anonymous",
          "enabled",
          "expires",
          "allowed-networks",
          "tls",
          "session-binding",
          "welcome",
          "permissions",
          "limits",
          "home",
          "ascii",
          "missing-parents",
          "charset");

  /** What somebody unknown may do where nothing is said. */
  private static final Set<Permission> ANONYMOUS = Set.of(Permission.LIST, Permission.READ);

  private final Fields fields;

  private Entry(Fields fields) {
    this.fields = fields;
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
    return new Entry(new Fields(node, name.textValue())).account();
  }

  private Account account() throws InvalidUsersFile {
    fields.requireKeys(KEYS);
    EntryLogin login = new EntryLogin(fields);
    Set<Permission> usual = login.anonymous() ? ANONYMOUS : EnumSet.allOf(Permission.class);
    User user =
        new User(
            fields.name(), permissions(usual), home(), maxSessions(), login.terms(), preferences());
    return new Account(login.secrets(user), login.admission());
  }

  private Set<Permission> permissions(Set<Permission> usual) throws InvalidUsersFile {
    JsonNode list = fields.node().get("permissions");
    if (list == null) {
      return usual;
    }
    if (!list.isArray()) {
      throw fields.wrong("permissions is not a list");
    }
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    for (JsonNode element : list) {
      Optional<Permission> permission = PermissionNames.find(element.asText());
      if (permission.isEmpty() || !permissions.add(permission.get())) {
        throw fields.wrong(
            "permissions: '%s' is there twice or none of %s"
                .formatted(Fields.word(element.asText()), PermissionNames.all()));
      }
    }
    return permissions;
  }

  private OptionalInt maxSessions() throws InvalidUsersFile {
    JsonNode limits = fields.node().get("limits");
    if (limits == null) {
      return OptionalInt.empty();
    }
    fields.requireKeys(limits, Set.of("max-sessions"), "limits: ");
    JsonNode sessions = limits.path("max-sessions");
    if (!sessions.isInt() || sessions.intValue() < 1) {
      throw fields.wrong("limits: max-sessions is not a number from 1");
    }
    return OptionalInt.of(sessions.intValue());
  }

  private Preferences preferences() throws InvalidUsersFile {
    return new Preferences(
        oneOf("ascii", Ascii.values()),
        oneOf("missing-parents", MissingParents.values()),
        charset());
  }

  private Optional<Charset> charset() throws InvalidUsersFile {
    Optional<String> name = fields.text("charset");
    Optional<Charset> charset = name.flatMap(TextCoding::find);
    if (name.isPresent() && charset.isEmpty()) {
      throw fields.wrong("charset is none of this JDK, or none that holds ASCII");
    }
    return charset;
  }

  /** The value of a key that is a word, as settings write it. */
  private <E extends Enum<E>> Optional<E> oneOf(String key, E[] values) throws InvalidUsersFile {
    JsonNode word = fields.node().get(key);
    if (word == null) {
      return Optional.empty();
    }
    for (E value : values) {
      if (setting(value).equals(word.asText())) {
        return Optional.of(value);
      }
    }
    throw fields.wrong(
        "%s: '%s' is none of %s"
            .formatted(
                key,
                Fields.word(word.asText()),
                Stream.of(values).map(Entry::setting).collect(Collectors.joining(", "))));
  }

  private static String setting(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private List<HomeMapping> home() throws InvalidUsersFile {
    JsonNode list = fields.node().path("home");
    if (!list.isArray() || list.isEmpty()) {
      throw fields.wrong("home is missing or not a list of {entry: …, target: …}");
    }
    List<HomeMapping> home = new ArrayList<>();
    Set<String> entries = new HashSet<>();
    for (JsonNode element : list) {
      HomeMapping mapping = mapping(element);
      if (!entries.add(mapping.entry())) {
        throw fields.wrong("home: entry " + mapping.entry() + " is there twice");
      }
      home.add(mapping);
    }
    return home;
  }

  private HomeMapping mapping(JsonNode element) throws InvalidUsersFile {
    fields.requireKeys(element, Set.of("entry", "target"), "home: ");
    JsonNode entry = element.path("entry");
    JsonNode target = element.path("target");
    if (!entry.isTextual() || !target.isTextual()) {
      throw fields.wrong("home: entry or target is missing or not text");
    }
    try {
      HomeTarget.requirePlain("entry", entry.textValue());
      return new HomeMapping(entry.textValue(), HomeTarget.of(target.textValue(), fields.name()));
    } catch (IllegalArgumentException e) {
      throw fields.wrong("home: " + e.getMessage());
    }
  }
}
