package dev.longshore.ftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.command.Command;
import dev.longshore.ftp.command.CommandTable;
import dev.longshore.ftp.tls.SessionBinding;
import dev.longshore.ftp.tls.TestCertificate;
import dev.longshore.ftp.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Renders the part of {@code docs/protocol.md} that lists the commands, from their rows and from
 * what FEAT answers. With {@code -Dlongshore.docs=write} it writes it.
 */
class CommandDocTest {
  private static final Path PAGE = Path.of("..", "docs", "protocol.md");
  private static final String BEGIN =
      """
      <!-- commands: made from the rows of the command table by CommandDocTest; to make it anew, run
           ./mvnw test -pl server-core -Dtest=CommandDocTest -Dlongshore.docs=write -->
      """;
  private static final String END = "<!-- end of commands -->";

  @Test
  void thePageListsTheCommands() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    assertThat(begin).as("the first marker in " + PAGE).isNotNegative();
    assertThat(end).as("the second marker in " + PAGE).isGreaterThan(begin);
    String current = page.substring(0, begin + BEGIN.length()) + section() + page.substring(end);
    if ("write".equals(System.getProperty("longshore.docs"))) {
      Files.writeString(PAGE, current);
      page = current;
    }
    assertThat(page)
        .as("docs/protocol.md is out of date; the comment in it says how to write it anew")
        .isEqualTo(current);
  }

  private static String section() throws IOException {
    List<Command> rows = new CommandTable().rows();
    Map<String, List<String>> features =
        features().stream().collect(Collectors.groupingBy(line -> owner(line, rows)));
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("| command | argument | login | during a transfer | in FEAT | always refused with |");
    lines.add("|---|---|---|---|---|---|");
    rows.forEach(row -> lines.add(line(row, features.getOrDefault(row.name(), List.of()))));
    lines.add("");
    lines.add("FEAT tells of " + codes(features.getOrDefault("", List.of())) + " too.");
    lines.add("");
    return String.join("\n", lines) + "\n";
  }

  /** The row whose name, or what it is an option of, a line begins with; empty if there is none. */
  private static String owner(String line, List<Command> rows) {
    return Stream.of(line, "OPTS " + line)
        .flatMap(
            text ->
                rows.stream()
                    .map(Command::name)
                    .filter(name -> (text + " ").startsWith(name + " "))
                    .filter(name -> !name.equals("OPTS"))
                    .max(Comparator.comparingInt(String::length))
                    .stream())
        .findFirst()
        .orElse("");
  }

  /** In the clear, where TLS may be asked for. */
  private static List<String> features() throws IOException {
    TlsSettings tls =
        new TlsSettings(
            false,
            SessionBinding.ALLOW,
            List.of(),
            List.of(),
            TestCertificate.create()::keyManagers);
    try (TestServer server = TestServer.start(TestOptions.DEFAULT.with(tls));
        RawClient client = server.connect()) {
      List<String> lines = client.expect("FEAT", 211).lines();
      return lines.subList(1, lines.size() - 1).stream().map(String::strip).toList();
    }
  }

  private static String line(Command row, List<String> features) {
    return "| %s | %s | %s | %s | %s | %s |"
        .formatted(
            codes(row.names()),
            codes(row.syntax().isEmpty() ? List.of() : List.of(row.syntax())),
            row.needsLogin() ? "yes" : "no",
            timing(row.timing()),
            codes(features),
            row.refusal().map(reply -> Integer.toString(reply.number())).orElse(""));
  }

  private static String codes(List<String> texts) {
    return texts.stream()
        .map(text -> "`" + text.replace("|", "\\|") + "`")
        .collect(Collectors.joining(", "));
  }

  private static String timing(Command.Timing timing) {
    return switch (timing) {
      case IN_ORDER -> "after it";
      case DURING_TRANSFER -> "at once, if without argument";
      case AT_ONCE -> "at once";
    };
  }
}
