package dev.longshore.ftp.session;

import dev.longshore.ftp.data.AdvertisedAddress;
import dev.longshore.ftp.transfer.TransferSettings;
import java.time.Duration;

/**
 * How sessions behave.
 *
 * @param convertAscii whether TYPE A converts line ends; otherwise it is accepted and changes
 *     nothing
 * @param advertised where the address in 227 comes from
 * @param active whether PORT and EPRT are allowed
 * @param activeSourcePort the port that active data connections come from, where allowed; 0 for any
 * @param dataTimeout how long a transfer waits for its data connection
 * @param loginTimeout how long a client may take to log in
 * @param idleTimeout how long a session may be silent, transfers apart
 * @param loginAttempts after how many wrong passwords the session ends
 * @param texts what the operator wants said
 * @param exemptions who needs less TLS than others
 * @param transfer the bounds of transfers
 */
public record SessionSettings(
    boolean convertAscii,
    AdvertisedAddress.Source advertised,
    boolean active,
    int activeSourcePort,
    Duration dataTimeout,
    Duration loginTimeout,
    Duration idleTimeout,
    int loginAttempts,
    Texts texts,
    TlsExemptions exemptions,
    TransferSettings transfer) {

  /** What the settings' defaults are, with a session's own address advertised. */
  public static final SessionSettings DEFAULT =
      new SessionSettings(
          true,
          new AdvertisedAddress.Source.Control(),
          true,
          0,
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofMinutes(5),
          3,
          Texts.DEFAULT,
          TlsExemptions.NONE,
          TransferSettings.DEFAULT);

  public SessionSettings withLoginTimeout(Duration other) {
    return new SessionSettings(
        convertAscii,
        advertised,
        active,
        activeSourcePort,
        dataTimeout,
        other,
        idleTimeout,
        loginAttempts,
        texts,
        exemptions,
        transfer);
  }

  public SessionSettings with(TransferSettings other) {
    return new SessionSettings(
        convertAscii,
        advertised,
        active,
        activeSourcePort,
        dataTimeout,
        loginTimeout,
        idleTimeout,
        loginAttempts,
        texts,
        exemptions,
        other);
  }

  public SessionSettings with(Texts other) {
    return new SessionSettings(
        convertAscii,
        advertised,
        active,
        activeSourcePort,
        dataTimeout,
        loginTimeout,
        idleTimeout,
        loginAttempts,
        other,
        exemptions,
        transfer);
  }
}
