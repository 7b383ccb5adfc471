package dev.longshore.ftp.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.storage.Entry;
import dev.longshore.ftp.user.HomeMapping;
import dev.longshore.ftp.user.Permission;
import dev.longshore.ftp.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How entries, times and patterns are written and read. */
class FormatTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final User USER =
      new User(
          "u",
          EnumSet.allOf(Permission.class),
          List.of(new HomeMapping("/", "/b")),
          OptionalInt.empty());

  private static String unix(String name, Instant modified) {
    StringBuilder line = new StringBuilder();
    new UnixFormat(USER, NOW).append(Entry.file(name, 12, modified), line);
    return line.toString();
  }

  @Test
  void recentTimesShowTheTimeOfDayAndOthersTheYear() {
    String start = "-rw-r--r--   1 ftp      ftp              12 ";
    assertThat(unix("f", Instant.parse("2026-02-09T11:05:59Z")))
        .isEqualTo(start + "Feb  9 11:05 f");
    assertThat(unix("f", Instant.parse("2024-02-29T00:00:00Z")))
        .isEqualTo(start + "Feb 29  2024 f");
    assertThat(unix("f", Instant.parse("2025-12-31T23:59:59Z")))
        .isEqualTo(start + "Dec 31 23:59 f");
    assertThat(unix("f", NOW.plus(Duration.ofDays(1)))).isEqualTo(start + "Mar  2  2026 f");
    assertThat(unix(" lead", NOW)).endsWith("12:00  lead");
  }

  @Test
  void aDirectoryWithoutATimeIsStillALine() {
    StringBuilder line = new StringBuilder();
    new UnixFormat(USER, NOW).append(Entry.directory("d", Optional.empty()), line);
    assertThat(line).hasToString("drwxr-xr-x   2 ftp      ftp               0 Jan  1  1970 d");
    line.setLength(0);
    new FactFormat(Fact.ALL, USER).append(Entry.directory("d", Optional.empty()), line);
    assertThat(line).hasToString("type=dir;perm=cdeflmp;UNIX.mode=0755; d");
  }

  @ParameterizedTest
  @CsvSource({
    "20200101000000, 2020-01-01T00:00:00Z",
    "20200101000000.500, 2020-01-01T00:00:00.5Z",
    "20161231235960, 2017-01-01T00:00:00Z",
    "20240229120000, 2024-02-29T12:00:00Z"
  })
  void timeValuesAreRead(String text, Instant time) {
    assertThat(TimeValue.parse(text)).hasValue(time);
  }

  @ParameterizedTest
  @CsvSource({
    "2020",
    "20200230000000",
    "20210229000000",
    "20201301000000",
    "20200101240000",
    "20200101000061",
    "2020010100000x",
    "20200101000000."
  })
  void timesThatDoNotExistAreNot(String text) {
    assertThat(TimeValue.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "*, anything, true",
    "*.txt, a.txt, true",
    "*.txt, a.txt.gz, false",
    "a?c, abc, true",
    "a?c, ac, false",
    "[a-c]x, bx, true",
    "[!a-c]x, bx, false",
    "[!a-c]x, dx, true",
    "[x, [x, true",
    "a*b*c, aXbYc, true",
    "a*b*c, aXbY, false",
    "'', '', true",
    "**, '', true",
    "[]]x, ]x, true",
    "a\\*b, a*b, true",
    "a\\*b, axb, false",
    "\\[a]*, [a]b, true",
    "[\\]b]x, ]x, true",
    "[a\\-c]x, bx, false",
    "[a-]x, -x, true",
    "[!]x, ax, true",
    "[z-a]x, bx, false",
    "a\\, a\\, true",
    "[[[a, [[[a, true",
    "[[a]b[, [b[, true"
  })
  void patternsMatchWholeNames(String pattern, String name, boolean matches) {
    assertThat(Glob.of(pattern).matches(name)).isEqualTo(matches);
  }

  @Test
  @Timeout(5)
  void manyStarsTakeNoLonger() {
    assertThat(Glob.of("a*".repeat(200) + "b").matches("a".repeat(5000))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[a", "[!", "*[", "[]", "[\u0001-\uffff]", "\\", "[-", "*a"})
  @Timeout(5)
  void noPatternOfALinesLengthTakesLongForAThousandNames(String piece) {
    for (String name : List.of("a".repeat(1000), "[".repeat(1000))) {
      for (String pattern : List.of(piece.repeat(4000), "*" + piece.repeat(450) + "b")) {
        Glob glob = Glob.of(pattern);
        for (int i = 0; i < 1000; i++) {
          glob.matches(name);
        }
      }
    }
  }
}
