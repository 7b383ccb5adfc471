package dev.longshore.s3.quarkus;

import dev.longshore.ftp.quarkus.BadSettings;
import dev.longshore.s3.S3Storages;
import dev.longshore.s3.call.ProviderProfile;
import dev.longshore.s3.call.S3Settings;
import dev.longshore.s3.call.S3Settings.Connections;
import dev.longshore.s3.call.S3Settings.Credentials;
import dev.longshore.s3.call.S3Settings.Timeouts;
import dev.longshore.s3.call.S3Settings.Tree;
import dev.longshore.s3.quarkus.S3Config.PathStyle;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks the settings and makes of them what the storage takes. Used by {@link S3Beans}. */
final class SettingsOfS3 {
  private static final String AUTO = "auto";
  private static final Pattern REGION = Pattern.compile("[A-Za-z0-9_-]+");

  private final S3Config config;
  private final long heap;
  private final List<String> problems = new ArrayList<>();

  private SettingsOfS3(S3Config config, long heap) {
    this.config = config;
    this.heap = heap;
  }

  /**
   * The settings, checked.
   *
   * @param heap the largest heap of this JVM in bytes
   * @throws BadSettings with one line for each problem
   */
  static S3Settings of(S3Config config, long heap) {
    SettingsOfS3 checked = new SettingsOfS3(config, heap);
    S3Settings settings = checked.settings();
    if (!checked.problems.isEmpty()) {
      throw new BadSettings(checked.problems);
    }
    return settings;
  }

  private S3Settings settings() {
    Optional<URI> endpoint = config.endpoint().flatMap(this::endpoint);
    ProviderProfile profile = profile(endpoint);
    require(REGION.matcher(config.region()).matches(), "region", "is not the name of a region");
    require(config.dataConnections() >= 1, "data-connections", "is not at least 1");
    require(config.controlConnections() >= 1, "control-connections", "is not at least 1");
    require(config.rename().maxObjects() >= 0, "rename.max-objects", "is less than 0");
    return new S3Settings(
        endpoint,
        config.region(),
        switch (config.pathStyle()) {
          case PathStyle.AUTO -> Optional.empty();
          case PathStyle.TRUE -> Optional.of(true);
          case PathStyle.FALSE -> Optional.of(false);
        },
        profile,
        credentials(),
        memory(profile),
        new Connections(config.dataConnections(), config.controlConnections()),
        Timeouts.DEFAULT,
        new Tree(
            config.keepEmptyParents(),
            config.rename().maxObjects(),
            config.mfmtMaxSize().asLongValue()));
  }

  private Optional<URI> endpoint(String text) {
    Optional<URI> uri = url(text);
    require(
        uri.isPresent(),
        "endpoint",
        printable(text) + " is not a URL as https://s3.example.com or http://localhost:9000");
    return uri;
  }

  /** A key may stand in front of an at sign, and belongs in no log. */
  private static String printable(String text) {
    return text.indexOf('@') < 0 ? "'" + text + "'" : "what holds an at sign";
  }

  /** Only a scheme, a host and a port: a name or a key in it would come into logs. */
  private static Optional<URI> url(String text) {
    try {
      URI uri = URI.create(text.strip());
      boolean good =
          ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
              && uri.getHost() != null
              && uri.getUserInfo() == null
              && uri.getQuery() == null
              && uri.getFragment() == null
              && (uri.getPath().isEmpty() || uri.getPath().equals("/"))
              && uri.getPort() <= 65_535
              && uri.getPort() != 0;
      return good ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private ProviderProfile profile(Optional<URI> endpoint) {
    if (config.profile().equalsIgnoreCase(AUTO)) {
      return ProviderProfile.forEndpoint(endpoint);
    }
    Optional<ProviderProfile> named = ProviderProfile.named(config.profile());
    require(
        named.isPresent(),
        "profile",
        "'"
            + config.profile()
            + "' is none of auto, "
            + ProviderProfile.ALL.stream()
                .map(ProviderProfile::name)
                .collect(Collectors.joining(", ")));
    require(
        config.endpoint().isPresent() || named.isEmpty() || named.get().equals(ProviderProfile.AWS),
        "profile",
        config.profile() + " needs longshore.s3.endpoint");
    return named.orElse(ProviderProfile.OTHER);
  }

  private Optional<Credentials> credentials() {
    Optional<String> id = config.accessKeyId().filter(text -> !text.isBlank());
    Optional<String> secret = config.secretAccessKey().filter(text -> !text.isBlank());
    require(
        id.isPresent() || secret.isEmpty(),
        "access-key-id",
        "is not set, but longshore.s3.secret-access-key is");
    require(
        secret.isPresent() || id.isEmpty(),
        "secret-access-key",
        "is not set, but longshore.s3.access-key-id is");
    return id.flatMap(name -> secret.map(value -> new Credentials(name, value)));
  }

  private long memory(ProviderProfile profile) {
    long least = S3Storages.leastMemory(profile);
    long memory = config.memory().map(size -> size.asLongValue()).orElse(heap / 2);
    require(
        memory >= least,
        "memory",
        (config.memory().isPresent() ? "" : "half of the heap is ")
            + mebibytes(memory)
            + "; the profile "
            + profile.name()
            + " needs at least "
            + mebibytes(least));
    require(
        memory < heap,
        "memory",
        mebibytes(memory) + " is not less than the heap of " + mebibytes(heap));
    return memory;
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + " MiB";
  }

  private void require(boolean good, String key, String problem) {
    if (!good) {
      problems.add("longshore.s3." + key + ": " + problem);
    }
  }
}
