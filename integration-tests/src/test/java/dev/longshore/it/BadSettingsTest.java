package dev.longshore.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gateway with bad settings does not start, and says which key and what is wrong with it. */
final class BadSettingsTest {

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "longshore.tls.mode, perhaps, longshore.tls.mode, perhaps",
    "longshore.tls.mode, required, longshore.tls.mode, needs a certificate",
    "longshore.ftps.implicit.enabled, true, longshore.ftps.implicit.enabled, is off",
    "quarkus.tls.longshore.key-store.p12.path, /no/such.p12, quarkus.tls, /no/such.p12",
    "longshore.ftp.port, many, longshore.ftp.port, many",
    "longshore.passive.advertise.mode, static, longshore.passive.advertise.address, is not set",
    "longshore.passive.slots, 7, longshore.passive.count, multiple",
    "longshore.users.file, /no/such/users.yaml, longshore.users.file, /no/such/users.yaml",
    "longshore.s3.memory, plenty, longshore.s3.memory, plenty",
    "longshore.s3.endpoint, nowhere, longshore.s3.endpoint, nowhere",
  })
  void theStartStopsWithOneLineThatNamesTheKey(
      String key, String value, String problemKey, String problem)
      throws IOException, InterruptedException {
    try (S3 s3 = S3.inMemory()) {
      refusedWith(Gateway.with(s3).set(key, value).startRefused(), problemKey, problem);
    }
  }

  @Test
  void aControlPortThatIsTakenStopsTheStart() throws IOException, InterruptedException {
    try (S3 s3 = S3.inMemory();
        ServerSocket other = new ServerSocket(0)) {
      String port = Integer.toString(other.getLocalPort());
      refusedWith(
          Gateway.with(s3).set("longshore.ftp.port", port).startRefused(),
          "longshore.ftp.port",
          port);
    }
  }

  @Test
  void aPassivePortThatIsTakenStopsTheStart() throws IOException, InterruptedException {
    try (S3 s3 = S3.inMemory();
        ServerSocket other = new ServerSocket(0)) {
      String port = Integer.toString(other.getLocalPort());
      refusedWith(
          Gateway.with(s3)
              .set("longshore.passive.start", port)
              .set("longshore.passive.count", "1")
              .startRefused(),
          "longshore.passive",
          port);
    }
  }

  private static void refusedWith(Gateway.Refusal refusal, String key, String problem) {
    assertThat(refusal.status()).isNotZero();
    assertThat(refusal.log()).doesNotContain("\tat ");
    assertThat(refusal.log().lines().filter(line -> line.contains(key)))
        .singleElement()
        .asString()
        .contains(problem);
  }
}
