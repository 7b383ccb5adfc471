package dev.longshore.ftp.quarkus.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob",
        "scans-of-bob",
        "007",
        "a.b-c",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      })
  void whatS3TakesIsFine(String name) {
    assertThat(BucketName.problem(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ab",
        "Bob",
        "bob smith",
        "bob_smith",
        "bob@example.com",
        "jürgen",
        "-bob",
        "bob-",
        ".bob",
        "a..b",
        "192.0.2.7",
        "xn--bob",
        "sthree-bob",
        "bob-s3alias",
        "bob--ol-s3",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      })
  void whatS3DoesNotTakeIsNot(String name) {
    assertThat(BucketName.problem(name)).isPresent();
  }
}
