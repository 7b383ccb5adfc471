package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.data.AdvertisedPerNetwork.Rule;
import dev.longshore.ftp.data.PeerPolicy;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Data connections that the client opens: a part of {@link FtpConfig}. */
public interface PassiveConfig {
  /** The first port of the range, all of which is bound as long as the gateway runs. */
  @WithDefault("20000")
  int start();

  /** How many ports the range has. */
  @WithDefault("48")
  int count();

  /** Into how many slots of equal size the range is divided; each replica owns one. */
  @WithDefault("1")
  int slots();

  /**
   * Which slot this replica owns, from 0; {@code auto} is the pod's index, from the variable {@code
   * POD_INDEX}, or else the number that its host name ends in.
   */
  @WithDefault("0")
  @WithConverter(SlotConverter.class)
  int slot();

  Advertise advertise();

  /**
   * Who may share a port when all are taken: {@code address} lets clients of different addresses,
   * {@code none} nobody.
   */
  @WithDefault("address")
  Sharing sharing();

  /**
   * Which address a data connection must come from: {@code exact} is the client's own, {@code
   * network} its /24 (IPv4) or /64 (IPv6), {@code any} is not checked. Who may connect can be a
   * stranger, too: while connections that nobody asked for come from there, uploads wait as the
   * README says, with {@code any} all of them. Only {@code exact} goes with shared ports.
   */
  @WithDefault("exact")
  PeerPolicy peer();

  /** How long a port waits for the client after PASV or EPSV. */
  @WithDefault("30s")
  Duration pendingTimeout();

  /** The address that the answer to PASV names. */
  interface Advertise {
    /**
     * Where that address comes from: {@code control} is the one that the client connected to,
     * {@code static} the one of {@code longshore.passive.advertise.address}, {@code hostname} the
     * one that {@code longshore.passive.advertise.hostname} has now, {@code service} the one that
     * the status of {@code longshore.passive.advertise.service} has now.
     */
    @WithDefault("control")
    AdvertiseMode mode();

    /** The IPv4 address to name with {@code static}. */
    Optional<String> address();

    /**
     * The name whose IPv4 address to name with {@code hostname}. It is looked up every 30 seconds;
     * the last good answer holds, and before the first one the gateway is not ready.
     */
    Optional<String> hostname();

    /**
     * The Kubernetes Service whose load balancer's IPv4 address to name with {@code service}, as
     * {@code name} or {@code namespace/name}; a name of the balancer is looked up. It is asked for
     * every 30 seconds as {@code hostname} is, and this pod must be allowed to get it.
     */
    Optional<String> service();

    /**
     * Other addresses for the clients of some networks, as {@code
     * 10.0.0.0/8=10.0.0.5,192.168.0.0/16=control}; the first that fits holds.
     */
    Optional<List<@WithConverter(AddressForNetwork.class) Rule>> perNetwork();
  }

  enum AdvertiseMode {
    CONTROL,
    STATIC,
    HOSTNAME,
    SERVICE
  }

  enum Sharing {
    ADDRESS,
    NONE
  }
}
