package dev.longshore.s3.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

class ObjectAttributesTest {

  @Test
  void theTimeOfExpiryIsKept() {
    assertThat(sentOn("Wed, 02 Jan 2030 03:04:05 GMT"))
        .isEqualTo(Instant.parse("2030-01-02T03:04:05Z"));
  }

  @Test
  void anExpiryThatIsNoDateHasPassed() {
    assertThat(sentOn("0")).isEqualTo(Instant.EPOCH);
  }

  private static Instant sentOn(String expires) {
    CopyObjectRequest.Builder request = CopyObjectRequest.builder();
    ObjectAttributes.of(HeadObjectResponse.builder().expiresString(expires).build()).addTo(request);
    return request.build().expires();
  }
}
