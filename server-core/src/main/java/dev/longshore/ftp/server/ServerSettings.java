package dev.longshore.ftp.server;

import dev.longshore.ftp.control.ClientAddresses;
import dev.longshore.ftp.data.PassiveSettings;
import dev.longshore.ftp.session.ChecksumLimit;
import dev.longshore.ftp.session.SessionSettings;
import dev.longshore.ftp.tls.TlsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that a server is told.
 *
 * @param listeners where clients connect; at least one
 * @param addresses who clients are
 * @param tls empty where there is no TLS
 * @param passive the passive ports
 * @param session how sessions behave
 * @param limits how many sessions there may be
 * @param checksums what may be read for checksums
 * @param progressTimeout how long one call on a data or control connection may stand still
 */
public record ServerSettings(
    List<ListenerSettings> listeners,
    ClientAddresses addresses,
    Optional<TlsSettings> tls,
    PassiveSettings passive,
    SessionSettings session,
    Limits limits,
    ChecksumLimit.Settings checksums,
    Duration progressTimeout) {

  /**
   * How many sessions there may be at once; more are refused with 421.
   *
   * @param sessions in all
   * @param perAddress from one address
   * @param perUser of one user, unless the user's own limit says otherwise
   */
  public record Limits(int sessions, int perAddress, int perUser) {}
}
