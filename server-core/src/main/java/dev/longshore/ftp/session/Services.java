package dev.longshore.ftp.session;

import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.data.PassivePorts;
import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.storage.Storages;
import dev.longshore.ftp.user.Authenticator;
import java.time.Clock;

/**
 * What all sessions of a server share; each part is safe for many threads.
 *
 * @param clock for the dates of listings
 */
public record Services(
    SessionSettings settings,
    Authenticator authenticator,
    Storages storages,
    PassivePorts passivePorts,
    ProgressWatchdog watchdog,
    ServerEvents events,
    SessionLimits limits,
    ChecksumLimit checksums,
    Clock clock) {}
