package dev.longshore.ftp.quarkus;

import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Which replicas there are. */
public interface FleetConfig {
  /**
   * What tells this installation from others that may have the same secret; the same for all
   * replicas.
   */
  @WithDefault("longshore")
  String name();

  /**
   * The relay ports of all replicas, this one among them, as {@code host:port} in the order of
   * their slots. Names are looked up for each connection that is handed on.
   */
  Optional<List<String>> members();
}
