package dev.longshore.it.client;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The outcome of a matrix run as text, a line for each client and way. Used by one thread. */
final class MatrixTable {
  private static final int FIRST_COLUMN = 26;

  private final Map<String, Map<Action, String>> rows = new LinkedHashMap<>();

  void add(RealClient client, Way way, Action action, String cell) {
    rows.computeIfAbsent(
            client.name() + " " + way.label(), name -> new EnumMap<Action, String>(Action.class))
        .put(action, cell);
  }

  /** A dash is what was not run: the client has no command for it, or did it by another way. */
  @Override
  public String toString() {
    var text = new StringBuilder(" ".repeat(FIRST_COLUMN));
    for (Action action : Action.values()) {
      text.append("  ").append(action.label());
    }
    rows.forEach(
        (name, cells) -> {
          text.append('\n').append(pad(name, FIRST_COLUMN));
          for (Action action : Action.values()) {
            String cell = cells.getOrDefault(action, "-");
            text.append("  ").append(pad(cell, action.label().length()));
          }
        });
    return text.toString();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
