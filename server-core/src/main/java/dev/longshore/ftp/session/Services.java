package dev.longshore.ftp.session;

import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.data.PassivePorts;
import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.storage.Storages;
import dev.longshore.ftp.tls.TlsSettings;
import dev.longshore.ftp.user.Authenticator;
import java.time.Clock;
import java.util.Optional;

/**
 * What all sessions of a server share; each part is safe for many threads.
 *
 * @param tls empty where there is no TLS
 * @param clock for the dates of listings
 */
public record Services(
    SessionSettings settings,
    Authenticator authenticator,
    Storages storages,
    Optional<TlsSettings> tls,
    PassivePorts passivePorts,
    ProgressWatchdog watchdog,
    ServerEvents events,
    SessionLimits limits,
    ChecksumLimit checksums,
    Clock clock) {}
