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
    "longshore.tls.mode, perhaps, perhaps",
    "longshore.ftp.port, many, many",
    "longshore.ftp.port, 70000, 70000",
    "longshore.passive.start, 80, 80",
    "longshore.passive.count, 0, 0",
    "longshore.passive.advertise.mode, static, longshore.passive.advertise.address",
    "longshore.passive.slots, 7, 7",
    "longshore.users.file, /no/such/users.yaml, /no/such/users.yaml",
    "longshore.s3.memory, plenty, plenty",
    "longshore.s3.endpoint, nowhere, nowhere",
    "longshore.drain.timeout, soon, soon",
    "longshore.no-such-key, 1, longshore.no-such-key",
  })
  void theStartStopsWithOneLineThatNamesTheKey(String key, String value, String problem)
      throws IOException, InterruptedException {
    try (S3 s3 = S3.inMemory()) {
      refusedWith(
          Gateway.with(s3).set(key, value).startRefused(), key.replace("mode", ""), problem);
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
