package dev.longshore.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** FTPS in front and HTTPS behind, each with a certificate of its own. */
final class HttpsTest {

  @Test
  void anS3OverHttpsWorksBesideFtps() throws IOException, InterruptedException {
    Certificate front = Certificate.create();
    Certificate behind = Certificate.create();
    try (S3 s3 = S3.withTls(behind);
        Gateway gateway =
            Gateway.with(s3)
                .set("longshore.s3.endpoint", s3.secureEndpoint().toString())
                .set("javax.net.ssl.trustStore", behind.keyStore().toString())
                .set("javax.net.ssl.trustStorePassword", Certificate.PASSWORD)
                .tls(front, "required")
                .set("longshore.tls.session-binding", "require")
                .start();
        Wire client = Wire.loggedIn(gateway.ipv4(), TlsClient.trusting(front))) {
      byte[] large = new byte[20_000_000];
      client.upload("STOR large", large);
      client.upload("STOR small", "small");
      assertThat(client.download("RETR large").bytes()).isEqualTo(large);
      assertThat(client.listing("NLST")).isEqualTo("large\r\nsmall\r\n");
      assertThat(s3.bytes("small")).isEqualTo("small".getBytes(UTF_8));
    }
  }
}
