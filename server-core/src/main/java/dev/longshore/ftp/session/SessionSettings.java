package dev.longshore.ftp.session;

import dev.longshore.ftp.data.AdvertisedAddress;
import dev.longshore.ftp.transfer.TransferSettings;
import dev.longshore.ftp.user.Ascii;
import dev.longshore.ftp.user.MissingParents;
import java.time.Duration;

/**
 * How sessions behave.
 *
 * @param files what becomes of files, where a user has nothing else
 * @param texts what the operator wants said
 * @param exemptions who needs less TLS than others
 * @param transfer the bounds of transfers
 */
public record SessionSettings(
    Channels channels,
    Limits limits,
    Files files,
    Texts texts,
    TlsExemptions exemptions,
    TransferSettings transfer) {

  /**
   * Where data connections come from.
   *
   * @param advertised where the address in 227 comes from
   * @param active whether PORT and EPRT are allowed
   * @param activeSourcePort the port that active ones come from, where allowed; 0 for any
   * @param timeout how long a transfer waits for its data connection
   */
  public record Channels(
      AdvertisedAddress.Source advertised,
      boolean active,
      int activeSourcePort,
      Duration timeout) {}

  /**
   * How long a client may take.
   *
   * @param login to log in
   * @param idle to say something, transfers apart
   * @param loginAttempts after how many wrong passwords the session ends
   */
  public record Limits(Duration login, Duration idle, int loginAttempts) {}

  /**
   * What becomes of files.
   *
   * @param ascii what TYPE A does
   * @param missingParents what is done where a file's directories are missing
   */
  public record Files(Ascii ascii, MissingParents missingParents) {}

  /** What the settings' defaults are, with a session's own address advertised. */
  public static final SessionSettings DEFAULT =
      new SessionSettings(
          new Channels(new AdvertisedAddress.Source.Control(), true, 0, Duration.ofSeconds(30)),
          new Limits(Duration.ofSeconds(60), Duration.ofMinutes(5), 3),
          new Files(Ascii.CONVERT, MissingParents.REFUSE),
          Texts.DEFAULT,
          TlsExemptions.NONE,
          TransferSettings.DEFAULT);

  public SessionSettings with(Channels other) {
    return new SessionSettings(other, limits, files, texts, exemptions, transfer);
  }

  public SessionSettings with(Limits other) {
    return new SessionSettings(channels, other, files, texts, exemptions, transfer);
  }

  public SessionSettings with(Files other) {
    return new SessionSettings(channels, limits, other, texts, exemptions, transfer);
  }

  public SessionSettings with(Texts other) {
    return new SessionSettings(channels, limits, files, other, exemptions, transfer);
  }

  public SessionSettings with(TlsExemptions other) {
    return new SessionSettings(channels, limits, files, texts, other, transfer);
  }

  public SessionSettings with(TransferSettings other) {
    return new SessionSettings(channels, limits, files, texts, exemptions, other);
  }
}
