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
   * How replicas find each other, over the relay's port; afterwards they tell each other whom they
   * know. {@code dns} looks up {@code longshore.fleet.dns-name}, {@code static} has {@code
   * longshore.fleet.members}.
   */
  @WithDefault("none")
  FindBy discovery();

  /**
   * A name that has the addresses of all replicas, such as a headless Service's; those of the pods
   * of a StatefulSet below it are looked up as well.
   */
  Optional<String> dnsName();

  /**
   * The relay ports of all replicas, this one among them, as {@code ftp1.example.org:2190}; an IPv6
   * address in brackets. Names are looked up again and again.
   */
  Optional<List<String>> members();

  /**
   * The address that the other replicas reach this one at, which Kubernetes says in {@code POD_IP};
   * without it they take the one that it connects from.
   */
  @WithDefault("${POD_IP:}")
  Optional<String> address();

  enum FindBy {
    NONE,
    DNS,
    STATIC
  }
}
