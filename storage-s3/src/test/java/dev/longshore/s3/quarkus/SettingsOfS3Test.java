package dev.longshore.s3.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.s3.call.ProviderProfile;
import dev.longshore.s3.call.S3Settings;
import dev.longshore.s3.call.S3Settings.Credentials;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsOfS3Test {
  private static final long HEAP = 512L << 20;

  @Test
  void withoutSettingsItIsAwsWithTheDefaultChain() {
    S3Settings settings = settings(Map.of());

    assertThat(settings.endpoint()).isEmpty();
    assertThat(settings.region()).isEqualTo("us-east-1");
    assertThat(settings.profile()).isEqualTo(ProviderProfile.AWS);
    assertThat(settings.usesPathStyle()).isFalse();
    assertThat(settings.credentials()).isEmpty();
    assertThat(settings.memory()).isEqualTo(HEAP / 2);
    assertThat(settings.tree()).isEqualTo(S3Settings.Tree.DEFAULT);
  }

  @Test
  void everyKeyIsTaken() {
    S3Settings settings =
        settings(
            Map.ofEntries(
                Map.entry("endpoint", "http://localhost:9000"),
                Map.entry("region", "eu-central-1"),
                Map.entry("path-style", "false"),
                Map.entry("profile", "MinIO"),
                Map.entry("access-key-id", "id"),
                Map.entry("secret-access-key", "secret"),
                Map.entry("memory", "64M"),
                Map.entry("data-connections", "7"),
                Map.entry("control-connections", "8"),
                Map.entry("keep-empty-parents", "false"),
                Map.entry("mfmt-max-size", "1M"),
                Map.entry("rename.max-objects", "9")));

    assertThat(settings.endpoint()).contains(URI.create("http://localhost:9000"));
    assertThat(settings.region()).isEqualTo("eu-central-1");
    assertThat(settings.usesPathStyle()).isFalse();
    assertThat(settings.profile().name()).isEqualTo("minio");
    assertThat(settings.credentials()).contains(new Credentials("id", "secret"));
    assertThat(settings.memory()).isEqualTo(64L << 20);
    assertThat(settings.connections()).isEqualTo(new S3Settings.Connections(7, 8));
    assertThat(settings.tree()).isEqualTo(new S3Settings.Tree(false, 9, 1 << 20));
  }

  @Test
  void theSecretIsNotInWhatIsPrinted() {
    assertThat(
            settings(Map.of("access-key-id", "id", "secret-access-key", "hush"))
                .credentials()
                .toString())
        .contains("id")
        .doesNotContain("hush");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3.example.com",
        "localhost:9000",
        "ftp://s3.example.com",
        "https://",
        "https:///path",
        "https://s3.example.com/bucket",
        "https://s3.example.com?x=y",
        "https://s3 example com",
        "http://localhost:70000",
        "http://local_host:9000"
      })
  void anEndpointThatIsNoUrlIsRefused(String endpoint) {
    assertRefused(Map.of("endpoint", endpoint), "longshore.s3.endpoint: '" + endpoint + "' is not");
  }

  @Test
  void aKeyInTheEndpointIsRefusedAndNotRepeated() {
    assertRefused(
        Map.of("endpoint", "https://key:hush@s3.example.com"),
        "longshore.s3.endpoint: what holds an at sign is not a URL");
  }

  @ParameterizedTest
  @CsvSource({
    "region, eu central, longshore.s3.region: is not the name of a region",
    "profile, gopher, longshore.s3.profile: 'gopher' is none of auto",
    "profile, minio, longshore.s3.profile: minio needs longshore.s3.endpoint",
    "access-key-id, id, longshore.s3.secret-access-key: is not set",
    "secret-access-key, s, longshore.s3.access-key-id: is not set",
    "memory, 1M, longshore.s3.memory: 1 MiB; the profile aws needs at least",
    "memory, 600M, longshore.s3.memory: 600 MiB is not less than the heap of 512 MiB",
    "data-connections, 0, longshore.s3.data-connections: is not at least 1",
    "control-connections, 0, longshore.s3.control-connections: is not at least 1",
    "rename.max-objects, -1, longshore.s3.rename.max-objects: is less than 0",
  })
  void aBadValueIsRefusedInALineThatNamesItsKey(String key, String value, String line) {
    assertRefused(Map.of(key, value), line);
  }

  @Test
  void aHeapThatIsTooSmallIsRefused() {
    assertThatThrownBy(() -> SettingsOfS3.of(config(Map.of()), 16 << 20))
        .hasMessageContaining("longshore.s3.memory: half of the heap is 8 MiB");
  }

  @Test
  void aDefaultNamesItsProfileByTheEndpoint() {
    assertThat(settings(Map.of("endpoint", "https://x.r2.cloudflarestorage.com")).profile().name())
        .isEqualTo("r2");
    assertThat(settings(Map.of("endpoint", "http://localhost:9000")).profile())
        .isEqualTo(ProviderProfile.OTHER);
    assertThat(Optional.of(settings(Map.of("endpoint", "http://localhost:9000")).usesPathStyle()))
        .contains(true);
  }

  private static void assertRefused(Map<String, String> values, String line) {
    assertThatThrownBy(() -> settings(values)).message().startsWith(line).doesNotContain("\n");
  }

  private static S3Settings settings(Map<String, String> values) {
    return SettingsOfS3.of(config(values), HEAP);
  }

  private static S3Config config(Map<String, String> values) {
    Map<String, String> keys = new HashMap<>();
    values.forEach((key, value) -> keys.put("longshore.s3." + key, value));
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(S3Config.class)
        .withSources(new PropertiesConfigSource(keys, "test", 100))
        .build()
        .getConfigMapping(S3Config.class);
  }
}
