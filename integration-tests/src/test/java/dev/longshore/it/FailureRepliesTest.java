package dev.longshore.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What can be wrong around a gateway: the client is told in a reply, the operator in the log. */
final class FailureRepliesTest {

  @Test
  void aWrongPasswordIs530AndTheLogHasTheNameButNotThePassword()
      throws IOException, InterruptedException {
    try (S3 s3 = S3.inMemory();
        Gateway gateway = Gateway.with(s3).start();
        Wire client = Wire.with(gateway.ipv4())) {
      client.expect(331, "USER " + Users.NAME);
      client.expect(530, "PASS mistaken-secret");
      gateway.awaitLog(Users.NAME);
      assertThat(gateway.log()).doesNotContain("mistaken-secret");
      nothingButLines(gateway);
    }
  }

  @Test
  void anUnknownUserIsToldTheSameAsAWrongPassword() throws IOException, InterruptedException {
    try (S3 s3 = S3.inMemory();
        Gateway gateway = Gateway.with(s3).start();
        Wire known = Wire.with(gateway.ipv4());
        Wire unknown = Wire.with(gateway.ipv4())) {
      known.expect(331, "USER " + Users.NAME);
      unknown.expect(331, "USER nobody");
      assertThat(unknown.command("PASS x")).isEqualTo(known.command("PASS x"));
    }
  }

  @Test
  void aMissingBucketIs550AndNamedInTheLog() throws IOException, InterruptedException {
    try (S3 s3 = S3.inMemory();
        Gateway gateway = Gateway.with(s3).bucket("no-such-bucket").startUnready();
        Wire client = Wire.loggedIn(gateway.ipv4())) {
      client.expect(550, "SIZE file");
      assertThat(upload(client)).isEqualTo(550);
      gateway.awaitLog("no-such-bucket");
      nothingButLines(gateway);
    }
  }

  @Test
  void anUnreachableS3IsATransientFailureAndItsAddressIsInTheLog()
      throws IOException, InterruptedException {
    try (S3 s3 = S3.inMemory();
        Gateway gateway =
            Gateway.with(s3).set("longshore.s3.endpoint", "http://127.0.0.1:1").startUnready();
        Wire client = Wire.loggedIn(gateway.ipv4())) {
      assertThat(client.command("SIZE file").code()).isIn(450, 451);
      assertThat(upload(client)).isIn(450, 451);
      gateway.awaitLog("127.0.0.1:1\\b");
      assertThat(gateway.health("ready")).isEqualTo(503);
      assertThat(gateway.health("live")).isEqualTo(200);
      nothingButLines(gateway);
    }
  }

  @Test
  void anS3ThatGoesAwayIsToldInRepliesAndTheReplicaStaysReady()
      throws IOException, InterruptedException {
    S3 s3 = S3.inMemory();
    try (Gateway gateway = Gateway.with(s3).start();
        Wire client = Wire.loggedIn(gateway.ipv4())) {
      try (s3) {
        client.expect(550, "SIZE file");
      }
      gateway.awaitLog("storage: .*clients are told to try again");
      assertThat(gateway.health("ready")).isEqualTo(200);
      assertThat(gateway.health("group/serving")).isEqualTo(200);
      assertThat(client.command("SIZE file").code()).isIn(450, 451);
      nothingButLines(gateway);
    }
  }

  @Test
  void aRefusedKeyIsATransientFailureAndTheLogSaysWhichSettingToLookAt()
      throws IOException, InterruptedException {
    try (S3 s3 = S3.inMemory();
        Gateway gateway =
            Gateway.with(s3)
                .set("longshore.s3.secret-access-key", "not-the-secret")
                .startUnready();
        Wire client = Wire.loggedIn(gateway.ipv4())) {
      assertThat(upload(client)).isIn(450, 451);
      gateway.awaitLog("longshore\\.s3\\.");
      assertThat(gateway.log()).doesNotContain("not-the-secret");
      nothingButLines(gateway);
    }
  }

  /** The code that an upload ends with, before its bytes or after. */
  private static int upload(Wire client) throws IOException {
    try (DataConnection data = client.passive()) {
      Reply begun = client.command("STOR file");
      if (begun.code() != 150) {
        return begun.code();
      }
      data.out().write(1);
    }
    return client.read().code();
  }

  private static void nothingButLines(Gateway gateway) {
    assertThat(gateway.log()).doesNotContain("\tat ");
  }
}
