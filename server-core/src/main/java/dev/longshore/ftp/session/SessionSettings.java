package dev.longshore.ftp.session;

import dev.longshore.ftp.data.AdvertisedAddress;
import dev.longshore.ftp.transfer.TransferSettings;
import dev.longshore.ftp.user.Ascii;
import dev.longshore.ftp.user.MissingParents;
import java.time.Duration;

/**
 * How sessions behave.
 *
 * @param ascii what TYPE A does, where a user has nothing else
 * @param missingParents what becomes of a file whose directories are missing, likewise
 * @param advertised where the address in 227 comes from
 * @param active whether PORT and EPRT are allowed
 * @param activeSourcePort the port that active data connections come from, where allowed; 0 for any
 * @param dataTimeout how long a transfer waits for its data connection
 * @param loginTimeout how long a client may take to log in
 * @param idleTimeout how long a session may be silent, transfers apart
 * @param loginAttempts after how many wrong passwords the session ends
 * @param exemptions who needs less TLS than others
 * @param transfer the bounds of transfers
 */
public record SessionSettings(
    Ascii ascii,
    MissingParents missingParents,
    AdvertisedAddress.Source advertised,
    boolean active,
    int activeSourcePort,
    Duration dataTimeout,
    Duration loginTimeout,
    Duration idleTimeout,
    int loginAttempts,
    TlsExemptions exemptions,
    TransferSettings transfer) {

  /** What the settings' defaults are, with a session's own address advertised. */
  public static final SessionSettings DEFAULT =
      new SessionSettings(
          Ascii.CONVERT,
          MissingParents.REFUSE,
          new AdvertisedAddress.Source.Control(),
          true,
          0,
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofMinutes(5),
          3,
          TlsExemptions.NONE,
          TransferSettings.DEFAULT);

  public SessionSettings with(Ascii other) {
    return new SessionSettings(
        other,
        missingParents,
        advertised,
        active,
        activeSourcePort,
        dataTimeout,
        loginTimeout,
        idleTimeout,
        loginAttempts,
        exemptions,
        transfer);
  }

  public SessionSettings with(MissingParents other) {
    return new SessionSettings(
        ascii,
        other,
        advertised,
        active,
        activeSourcePort,
        dataTimeout,
        loginTimeout,
        idleTimeout,
        loginAttempts,
        exemptions,
        transfer);
  }

  public SessionSettings withLoginTimeout(Duration other) {
    return new SessionSettings(
        ascii,
        missingParents,
        advertised,
        active,
        activeSourcePort,
        dataTimeout,
        other,
        idleTimeout,
        loginAttempts,
        exemptions,
        transfer);
  }

  public SessionSettings with(TransferSettings other) {
    return new SessionSettings(
        ascii,
        missingParents,
        advertised,
        active,
        activeSourcePort,
        dataTimeout,
        loginTimeout,
        idleTimeout,
        loginAttempts,
        exemptions,
        other);
  }

  public SessionSettings with(TlsExemptions other) {
    return new SessionSettings(
        ascii,
        missingParents,
        advertised,
        active,
        activeSourcePort,
        dataTimeout,
        loginTimeout,
        idleTimeout,
        loginAttempts,
        other,
        transfer);
  }
}
