package dev.longshore.s3;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may use what. */
class ArchitectureTest {
  private static final String TRANSFER = "dev.longshore.s3.transfer";
  private static final String MEMORY = "dev.longshore.s3.memory";
  private static final String CALL = "dev.longshore.s3.call";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.longshore");

  /** A package of the storage knows the port, users, and of the storage what is named. */
  private static void knowsAlone(String name, String... others) {
    String[] common = {
      "java..", "org.slf4j..", "org.jspecify..", "dev.longshore.ftp.storage", name
    };
    classes()
        .that()
        .resideInAPackage(name)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(Arrays.stream(common), Arrays.stream(others)).toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void eachPackageOfTheStorageKnowsWhatIsBelowIt() {
    knowsAlone("dev.longshore.s3", "dev.longshore.ftp.user", TRANSFER, MEMORY, CALL);
    knowsAlone(TRANSFER, MEMORY, CALL);
    knowsAlone(MEMORY);
    knowsAlone(CALL, "software.amazon.awssdk..", "org.apache.hc.client5.http..");
  }

  @Test
  void itsQuarkusSideKnowsNothingOfTheSdk() {
    classes()
        .that()
        .resideInAPackage("dev.longshore.s3.quarkus")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "jakarta..",
            "io.quarkus..",
            "io.smallrye.config..",
            "dev.longshore.ftp.storage",
            "dev.longshore.ftp.quarkus",
            "dev.longshore.s3..")
        .check(CLASSES);
  }

  @Test
  void theServerKnowsNothingOfS3() {
    noClasses()
        .that()
        .resideInAPackage("dev.longshore.ftp..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.longshore.s3..", "software.amazon..")
        .check(CLASSES);
  }
}
