package dev.longshore.it.conformance;

import java.util.Map;

/**
 * Settings that a case needs, all but one with TLS for who asks for it; each has one gateway, which
 * is started when it is first asked for.
 */
enum Profile {
  USUAL,
  /** Waits two seconds where others wait minutes. */
  IMPATIENT,
  /** Two sessions at once and no more; one case at a time uses it. */
  TWO_SESSIONS,
  /** Two passive ports that nobody may share; one case at a time uses it. */
  TWO_PORTS,
  /** Locks out at a few wrong passwords, where others trust the machine they run on. */
  LOCKOUT,
  /** TYPE A changes nothing. */
  BINARY,
  /** TYPE A changes something where it was sent; directories that are missing are made. */
  OBLIGING,
  /** Without TLS. */
  CLEAR,
  /** With nothing but TLS, and uploads that say their end. */
  TLS_REQUIRED,
  /** Data connections must resume the control connection's session; TLS 1.3 too. */
  TLS_BOUND,
  /** Demands all of TLS, but not of clients from 127.0.10.0/24. */
  TLS_EXEMPTIONS,
  /** An upload over TLS may end with a FIN. */
  TLS_LENIENT,
  /** Without active mode; data connections may come from anywhere in the client's network. */
  PASSIVE_ONLY,
  /** Names an address in 227 that is not its own; data connections may come from anywhere. */
  STATIC_ADDRESS,
  /** Connects from port 20 where it may; one case at a time uses it. */
  SOURCE_PORT,
  /** Takes PROXY headers, from this machine. */
  PROXIED,
  /** Behind it is an S3 some of whose answers a case makes up, {@link Stage#faults}. */
  FAULTS,
  /** In front of the testbed's {@code OddBucket}. */
  ODD_KEYS;

  /** What differs from {@link #USUAL}. */
  Map<String, String> settings() {
    return switch (this) {
      case USUAL, ODD_KEYS, FAULTS -> Map.of();
      case CLEAR -> Map.of("longshore.tls.mode", "off", "longshore.ftps.implicit.enabled", "false");
      case TLS_REQUIRED ->
          Map.of("longshore.tls.mode", "required", "longshore.ftp.close-notify", "required");
      case TLS_BOUND ->
          Map.of(
              "longshore.tls.session-binding", "require",
              "longshore.tls.protocols", "TLSv1.3,TLSv1.2");
      case TLS_EXEMPTIONS ->
          Map.of(
              "longshore.tls.mode", "required",
              "longshore.tls.clear-text-networks", "127.0.10.0/24",
              "longshore.tls.session-binding", "require",
              "longshore.tls.unbound-networks", "127.0.10.0/24,192.0.2.7");
      case TLS_LENIENT -> Map.of("longshore.ftp.close-notify", "optional");
      case IMPATIENT ->
          Map.of(
              "longshore.limits.idle", "2s",
              "longshore.limits.login-timeout", "2s",
              "longshore.limits.data-idle", "2s",
              "longshore.passive.pending-timeout", "2s");
      case LOCKOUT ->
          Map.of(
              "longshore.lockout.attempts", "3",
              "longshore.lockout.attempts-of-address", "6",
              "longshore.lockout.pause", "1s",
              "longshore.lockout.trusted-networks", "");
      case TWO_SESSIONS -> Map.of("longshore.limits.sessions", "2");
      case TWO_PORTS -> Map.of("longshore.passive.count", "2", "longshore.passive.sharing", "none");
      case BINARY -> Map.of("longshore.ftp.ascii", "binary");
      case OBLIGING ->
          Map.of(
              "longshore.ftp.ascii", "on-request",
              "longshore.ftp.missing-parents", "make",
              "longshore.ftp.charset", "ISO-8859-1");
      case PASSIVE_ONLY ->
          Map.of(
              "longshore.active.enabled", "false",
              "longshore.passive.peer", "network",
              "longshore.passive.sharing", "none");
      case STATIC_ADDRESS ->
          Map.of(
              "longshore.passive.peer", "any",
              "longshore.passive.sharing", "none",
              "longshore.passive.advertise.mode", "static",
              "longshore.passive.advertise.address", "192.0.2.7");
      case PROXIED ->
          Map.of(
              "longshore.client-address.source", "proxy-protocol",
              "longshore.client-address.trusted-proxies", "127.0.0.1");
      case SOURCE_PORT -> Map.of("longshore.active.source-port", "20");
    };
  }
}
