package dev.longshore.ftp;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What may use what. */
class ArchitectureTest {
  private static final String ROOT = "dev.longshore.ftp.";

  /** From the top down: a package may use those below it. */
  private static final List<String> ORDER =
      List.of(
          "quarkus",
          "server",
          "command",
          "session",
          "transfer",
          "listing",
          "data",
          "fleet",
          "relay",
          "control",
          "tls",
          "reply",
          "storage",
          "user",
          "event");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.longshore.ftp");

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    assertThat(
            CLASSES.stream()
                .map(c -> c.getPackageName().substring(ROOT.length()).split("\\.", -1)[0])
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(ORDER);
  }

  @Test
  void noPackageUsesOneAboveIt() {
    for (int i = 1; i < ORDER.size(); i++) {
      String[] above =
          ORDER.subList(0, i).stream().map(p -> ROOT + p + "..").toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(ROOT + ORDER.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(above)
          .check(CLASSES);
    }
  }

  @Test
  void theEngineUsesTheJdkSlf4jAndJspecifyAlone() {
    classes()
        .that(not(resideInAnyPackage(ROOT + "quarkus..")))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.crypto..",
            "javax.net.ssl..",
            "jdk.net..",
            "org.slf4j..",
            "org.jspecify..",
            "dev.longshore.ftp..")
        .check(CLASSES);
  }
}
