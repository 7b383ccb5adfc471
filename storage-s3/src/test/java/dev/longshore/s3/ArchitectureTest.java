package dev.longshore.s3;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What may use what. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.longshore");

  @Test
  void theStorageKnowsOfTheServerItsPortAndUsersAlone() {
    classes()
        .that()
        .resideInAPackage("dev.longshore.s3")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.slf4j..",
            "org.jspecify..",
            "software.amazon.awssdk..",
            "org.apache.hc.client5.http..",
            "dev.longshore.ftp.storage",
            "dev.longshore.ftp.user",
            "dev.longshore.s3")
        .check(CLASSES);
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
