package dev.longshore.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case against the packaged gateway. {@code -Dlongshore.cases=A-0,P-} runs only those whose
 * numbers begin so.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
final class ConformanceTest {
  private Testbed bed;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    bed = new Testbed();
  }

  @AfterAll
  void stop() throws IOException {
    bed.close();
  }

  static Stream<Case> cases() {
    List<String> wanted = Arrays.asList(System.getProperty("longshore.cases", "").split(",", -1));
    return Families.cases().filter(each -> wanted.stream().anyMatch(each.number()::startsWith));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void holds(Case each) throws Exception {
    switch (each.content()) {
      case Case.Holds(Case.Script script) -> {
        try (var stage = new Stage(bed, each)) {
          script.run(stage);
        } catch (AssertionError | IOException e) {
          // Reports name a test by its place in the list.
          throw new AssertionError(each + ": " + e.getMessage(), e);
        }
      }
      case Case.Open(String reason) -> Assumptions.abort(reason);
    }
  }

  @Test
  void everyNumberIsOfItsFamilyAndThereOnce() {
    for (Families.Family family : Families.all()) {
      assertThat(family.cases())
          .extracting(Case::number)
          .allMatch(number -> number.matches(family.letter() + "-\\d{2,3}(\\.\\d+)?"));
    }
    assertThat(Families.cases().map(Case::number)).doesNotHaveDuplicates();
  }
}
