package dev.longshore.s3.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.s3.call.ProviderProfile.Trait;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderProfileTest {

  @ParameterizedTest
  @CsvSource({
    "https://s3.eu-central-1.amazonaws.com, aws",
    "https://s3.cn-north-1.amazonaws.com.cn, aws",
    "https://abc.R2.cloudflarestorage.com, r2",
    "https://storage.googleapis.com, gcs",
    "https://s3.eu-central-2.wasabisys.com, wasabi",
    "https://s3.us-west-004.backblazeb2.com, b2",
    "https://s3.fr-par.scw.cloud, scaleway",
    "https://gateway.storjshare.io, storj",
    "https://fra1.digitaloceanspaces.com, ceph",
    "https://notamazonaws.com, other",
    "http://localhost:9000, other",
  })
  void theEndpointTellsTheProfile(URI endpoint, String name) {
    assertThat(ProviderProfile.forEndpoint(Optional.of(endpoint)).name()).isEqualTo(name);
  }

  @Test
  void withoutAnEndpointItIsAws() {
    assertThat(ProviderProfile.forEndpoint(Optional.empty())).isEqualTo(ProviderProfile.AWS);
  }

  @Test
  void eachNameIsThereOnce() {
    assertThat(ProviderProfile.ALL).extracting(ProviderProfile::name).doesNotHaveDuplicates();
    assertThat(ProviderProfile.named("GCS")).isPresent();
    assertThat(ProviderProfile.named("gopher")).isEmpty();
  }

  @Test
  void anUnknownStoreGetsTheCarefulChoice() {
    assertThat(ProviderProfile.OTHER.has(Trait.UNIFORM_PARTS)).isTrue();
    assertThat(ProviderProfile.OTHER.has(Trait.CHECKS_CRC32C)).isFalse();
    assertThat(ProviderProfile.OTHER.has(Trait.VIRTUAL_HOSTED)).isFalse();
  }
}
