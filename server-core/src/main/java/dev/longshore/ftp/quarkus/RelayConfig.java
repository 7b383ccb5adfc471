package dev.longshore.ftp.quarkus;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How replicas hand data connections on to each other. */
public interface RelayConfig {
  /**
   * Whether a data connection that another replica's session expects is handed on to that one
   * ({@code on}), or reset ({@code off}).
   */
  @WithDefault("off")
  RelayMode mode();

  /** The port that the other replicas connect to. Only they should reach it. */
  @WithDefault("2190")
  int port();

  /**
   * A file with the secret that all replicas have, of 16 characters at least. It may have several,
   * one a line: the first is used, all are taken from others. To replace one without a gap, append
   * the new one everywhere, move it to the front everywhere, then remove the old one.
   */
  Optional<Path> secrets();

  /** How often {@code longshore.relay.secrets} is read anew. */
  @WithDefault("10s")
  Duration reloadPeriod();

  enum RelayMode {
    OFF,
    ON
  }
}
