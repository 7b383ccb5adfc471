package dev.longshore.ftp.quarkus.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HashCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aPipedLineBecomesAHashThatKnowsThePassword() throws IOException {
    assertThat(run(HashCommand.line(input("grün & 7\r\nnot this\n")))).isZero();

    String printed = out.toString(StandardCharsets.UTF_8);
    assertThat(printed).startsWith("$2b$10$").hasLineCount(1);
    assertThat(PasswordHash.parse(printed.strip()).matches("grün & 7".toCharArray())).isTrue();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void blanksBelongToThePassword() throws IOException {
    assertThat(HashCommand.line(input("  a b "))).containsExactly("  a b ".toCharArray());
  }

  @Test
  void nothingIsRefused() throws IOException {
    assertThat(run(HashCommand.line(input("")))).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("empty");
  }

  @Test
  void twoThatDifferAreRefused() {
    assertThat(run(null)).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("differ");
  }

  @Test
  void whatBcryptWouldCutOffIsRefused() throws IOException {
    assertThat(run(HashCommand.line(input("ü".repeat(37))))).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("72 bytes").doesNotContain("ü");
  }

  private int run(char @Nullable [] password) {
    return HashCommand.hash(
        password,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static ByteArrayInputStream input(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
