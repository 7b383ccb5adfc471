package dev.longshore.ftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.command.Command;
import dev.longshore.ftp.command.CommandTable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No line that a client can send makes much work. */
@Timeout(120)
class CostTest {
  private static final Duration AT_MOST = Duration.ofSeconds(2);

  /** What ends the session or begins another one, and what has no argument to be made much of. */
  private static final Set<String> APART = Set.of("USER", "PASS", "REIN", "QUIT", "AUTH", "EPSV");

  private static final List<String> ARGUMENTS =
      List.of(
          "/x".repeat(4000),
          "/x".repeat(1900),
          "x/../".repeat(1600),
          "[".repeat(8000),
          "*[".repeat(2000),
          "*a".repeat(2000) + "b",
          " ".repeat(8000) + "x",
          "- ".repeat(4000),
          "-R ".repeat(2600),
          "1 ".repeat(4000) + "x",
          "x" + " 123456789012".repeat(600),
          "\"".repeat(8000),
          "a=b;".repeat(2000),
          "20200101000000 " + ";".repeat(7900),
          "644 " + "x/".repeat(3900),
          "1".repeat(8000),
          ",".repeat(8000),
          "|".repeat(8000),
          "a-".repeat(4000));

  @Test
  void noArgumentOfALinesLengthCostsMuch() throws IOException {
    try (TestServer server = TestServer.start()) {
      for (int i = 0; i < 200; i++) {
        server.files.with("/home/" + "a".repeat(200) + i, new byte[0]);
      }
      try (RawClient client = server.login()) {
        for (Command command : new CommandTable().rows()) {
          for (String argument : APART.contains(command.name()) ? List.<String>of() : ARGUMENTS) {
            answered(client, command.name(), argument);
          }
        }
      }
    }
  }

  /** Nobody listens where a transfer would go, so it is 150 and 425. */
  private static void answered(RawClient client, String verb, String argument) throws IOException {
    long begin = System.nanoTime();
    RawClient.Reply reply = client.command(verb + " " + argument);
    if (reply.code() == 150) {
      client.expect(425);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as(verb + " " + argument.substring(0, Math.min(20, argument.length())))
        .isLessThan(AT_MOST);
  }
}
