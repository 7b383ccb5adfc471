package dev.longshore.ftp.command;

import dev.longshore.ftp.control.CommandLine;
import dev.longshore.ftp.control.Input;
import dev.longshore.ftp.session.Session;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All commands, by name; FEAT, HELP and the documentation are rendered from it. Immutable. */
public final class CommandTable {
  /** Verbs whose first argument is a part of the name. */
  private static final Set<String> WITH_SUBCOMMANDS = Set.of("SITE", "OPTS");

  private final List<Command> rows;
  private final Map<String, Command> byName = new HashMap<>();

  /** The commands of this server. */
  public CommandTable() {
    this.rows =
        Stream.of(
                LoginCommands.rows(),
                SecurityCommands.rows(),
                new SystemCommands(this).rows(),
                DirectoryCommands.rows(),
                FileCommands.rows(),
                TimeCommands.rows(),
                ChecksumCommands.rows(),
                ListingCommands.rows(),
                TransferCommands.rows(),
                ChannelCommands.rows(),
                new SiteCommands(this).rows())
            .flatMap(Collection::stream)
            .toList();
    rows.forEach(row -> row.names().forEach(name -> byName.put(name, row)));
  }

  /** A command and its argument, the name of a subcommand taken off it. */
  public record Call(Command command, String argument) {}

  /** The row of what was read; empty if that is no command, or none that is known. */
  public Optional<Call> find(Input input) {
    return input instanceof Input.Line(CommandLine line) ? find(line) : Optional.empty();
  }

  /** The row of a line; empty for a command that is not known. */
  public Optional<Call> find(CommandLine line) {
    if (WITH_SUBCOMMANDS.contains(line.verb())) {
      CommandLine sub = CommandLine.parse(line.argument());
      Command row = byName.get(line.verb() + " " + sub.verb());
      if (row != null) {
        return Optional.of(new Call(row, sub.argument()));
      }
    }
    return Optional.ofNullable(byName.get(line.verb())).map(row -> new Call(row, line.argument()));
  }

  /** All rows, family by family. */
  public List<Command> rows() {
    return rows;
  }

  /** The rows that HELP shows for a name: the command itself, and its subcommands. */
  List<Command> help(String name) {
    String upper = name.toUpperCase(Locale.ROOT).strip();
    return rows.stream()
        .filter(row -> row.names().contains(upper) || row.name().startsWith(upper + " "))
        .toList();
  }

  /** The lines of FEAT, in the order of the alphabet. */
  List<String> features(Session session) {
    return rows.stream()
        .map(row -> row.feature().apply(session))
        .filter(line -> !line.isEmpty())
        .flatMap(lines -> Stream.of(lines.split("\n", -1)))
        .sorted()
        .toList();
  }
}
