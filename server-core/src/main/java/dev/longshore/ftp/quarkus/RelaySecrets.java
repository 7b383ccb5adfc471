package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.quarkus.RelayConfig.RelayMode;
import dev.longshore.ftp.quarkus.health.BackgroundWork;
import dev.longshore.ftp.relay.Keyring;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of {@code longshore.relay.secrets}: read at the start and anew from time to time. A file
 * that became unusable is told, and the keys stay as they were.
 */
@Singleton
final class RelaySecrets implements Supplier<Keyring> {
  private static final Logger LOG = LoggerFactory.getLogger(RelaySecrets.class);

  private final RelayConfig config;
  private final String installation;
  private List<String> lines = List.of();
  private volatile @Nullable Keyring keys;
  private volatile Optional<String> unusable = Optional.empty();

  @Inject
  RelaySecrets(FtpConfig config) {
    this(config.relay(), config.fleet().name());
  }

  RelaySecrets(RelayConfig config, String installation) {
    this.config = config;
    this.installation = installation;
  }

  /**
   * Reads the file, where there is a relay.
   *
   * @return what is wrong with it
   */
  Optional<String> load() {
    if (config.mode() == RelayMode.OFF) {
      return Optional.empty();
    }
    if (config.secrets().isEmpty()) {
      return Optional.of("is not set, and longshore.relay.mode is on");
    }
    Path file = config.secrets().get();
    return read(file).map(problem -> file + ": " + problem);
  }

  /** Reads the file that was loaded again now and each period from now on. */
  void follow(BackgroundWork background) {
    if (config.mode() == RelayMode.ON) {
      Path file = config.secrets().orElseThrow();
      background.repeat("relay-secrets", config.reloadPeriod(), () -> reload(file));
    }
  }

  private void reload(Path file) {
    Keyring before = keys;
    Optional<String> problem = read(file);
    if (problem.isPresent() && !problem.equals(unusable)) {
      LOG.warn("{} could not be used, and the secrets stay as they were: {}", file, problem.get());
    }
    unusable = problem;
    if (before != keys) {
      LOG.info("{} has changed: {} is used now", file, get().first());
    }
  }

  private Optional<String> read(Path file) {
    try {
      List<String> now = withoutMark(Files.readString(file)).lines().toList();
      if (keys == null || !now.equals(lines)) {
        keys = Keyring.of(now, installation);
        lines = now;
      }
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.of("there is no such file");
    } catch (CharacterCodingException e) {
      return Optional.of("is not UTF-8");
    } catch (IOException e) {
      return Optional.of(e.toString());
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Some editors begin a file with a byte order mark, which nobody sees. */
  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Why the keys of now are not those of the file. */
  Optional<String> unusable() {
    return unusable;
  }

  /** The keys of now. */
  @Override
  public Keyring get() {
    return Objects.requireNonNull(keys, "the secrets are not read yet");
  }
}
