package dev.longshore.it.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a matrix run did, as Markdown: a row for each client and way, a column for each action. A
 * cell is the client's own command that was run, or the number of a note below the table. Safe for
 * several threads; rows stand in the order in which they were opened.
 */
final class MatrixTable {
  private final Map<String, Map<Action, String>> rows = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  /** Makes the next row. */
  synchronized void open(RealClient client, Way way) {
    rows.put(name(client, way), new LinkedHashMap<>());
  }

  /** Sets a cell of a row that is open. */
  synchronized void set(RealClient client, Way way, Action action, String cell) {
    Map<Action, String> row = rows.get(name(client, way));
    if (row == null) {
      throw new IllegalArgumentException("no row " + name(client, way));
    }
    row.put(action, cell);
  }

  /** What stands in a cell for this note; the same note has one number. */
  synchronized String reference(String note) {
    if (!notes.contains(note)) {
      notes.add(note);
    }
    return "[" + (notes.indexOf(note) + 1) + "]";
  }

  private static String name(RealClient client, Way way) {
    return client.name() + ", " + way.label();
  }

  @Override
  public synchronized String toString() {
    List<List<String>> lines = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("client, way"));
    Arrays.stream(Action.values()).map(Action::label).forEach(head::add);
    lines.add(head);
    rows.forEach(
        (name, cells) -> {
          List<String> line = new ArrayList<>(List.of(name));
          for (Action action : Action.values()) {
            line.add(cells.getOrDefault(action, "not run").replace("|", "\\|"));
          }
          lines.add(line);
        });
    var text = new StringBuilder();
    List<Integer> widths = widths(lines);
    appendLine(text, lines.getFirst(), widths);
    appendLine(text, widths.stream().map("-"::repeat).toList(), widths);
    lines.stream().skip(1).forEach(line -> appendLine(text, line, widths));
    for (int i = 0; i < notes.size(); i++) {
      text.append("\n[%d] %s\n".formatted(i + 1, notes.get(i)));
    }
    return text.toString();
  }

  private static List<Integer> widths(List<List<String>> lines) {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < lines.getFirst().size(); column++) {
      int at = column;
      widths.add(lines.stream().mapToInt(line -> line.get(at).length()).max().orElse(0));
    }
    return widths;
  }

  private static void appendLine(StringBuilder text, List<String> line, List<Integer> widths) {
    for (int column = 0; column < line.size(); column++) {
      String cell = line.get(column);
      text.append("| ").append(cell).append(" ".repeat(widths.get(column) - cell.length() + 1));
    }
    text.append("|\n");
  }
}
