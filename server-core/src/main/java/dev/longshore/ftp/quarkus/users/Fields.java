package dev.longshore.ftp.quarkus.users;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one user of the users file has, key by key; it names the user in each problem.
 *
 * @param node a mapping of keys to values
 * @param name the user's
 */
record Fields(JsonNode node, String name) {

  boolean has(String key) {
    return node.has(key);
  }

  Optional<String> text(String key) throws InvalidUsersFile {
    JsonNode value = node.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrong(key + " is not text");
    }
    return Optional.of(value.textValue());
  }

  /** A list of text; empty where the key is not there. */
  List<String> texts(String key) throws InvalidUsersFile {
    JsonNode list = node.get(key);
    if (list == null) {
      return List.of();
    }
    if (!list.isArray() || list.isEmpty()) {
      throw wrong(key + " is not a list, or an empty one");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list) {
      if (!element.isTextual()) {
        throw wrong(key + " has an element that is not text");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  boolean flag(String key, boolean usual) throws InvalidUsersFile {
    JsonNode value = node.get(key);
    if (value == null) {
      return usual;
    }
    if (!value.isBoolean()) {
      throw wrong(key + " is neither true nor false");
    }
    return value.booleanValue();
  }

  void requireKeys(Set<String> keys) throws InvalidUsersFile {
    requireKeys(node, keys, "");
  }

  void requireKeys(JsonNode map, Set<String> keys, String where) throws InvalidUsersFile {
    if (!map.isObject()) {
      throw wrong(where + "not a mapping of keys to values");
    }
    for (String key : map.propertyStream().map(Map.Entry::getKey).toList()) {
      if (!keys.contains(key)) {
        throw wrong(where + "unknown key '" + word(key) + "'");
      }
    }
  }

  InvalidUsersFile wrong(String what) {
    return new InvalidUsersFile("user " + name + ": " + what);
  }

  /** What may be shown of a word that is not ours: a slip of the pen could be a hash. */
  static String word(String text) {
    return text.matches("[A-Za-z_-]{1,40}") ? text : "(not a word)";
  }
}
