package dev.longshore.ftp.session;

import dev.longshore.ftp.tls.CloseNotify;
import dev.longshore.ftp.tls.TlsSession;
import dev.longshore.ftp.tls.TlsSettings;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What protects a session's connections (RFC 4217): TLS on the control connection since AUTH or,
 * with implicit TLS, since the beginning, and what PBSZ and PROT have said of data connections.
 * Used by the session's thread alone.
 */
public final class ControlSecurity {
  private final Optional<TlsSettings> offered;
  private final CloseNotify closeNotify;
  private final boolean implicit;
  private @Nullable TlsSession tls;
  private boolean bufferSizeAgreed;
  private boolean dataPrivate;

  /**
   * @param offered empty where there is no TLS
   * @param closeNotify whether uploads must end with a close_notify
   * @param implicit whether TLS stays on from the beginning to the end
   */
  public ControlSecurity(Optional<TlsSettings> offered, CloseNotify closeNotify, boolean implicit) {
    this.offered = offered;
    this.closeNotify = closeNotify;
    this.implicit = implicit;
  }

  /** Whether there is TLS to ask for. */
  public boolean offered() {
    return offered.isPresent();
  }

  /** Whether nothing of value may go in the clear. */
  public boolean required() {
    return offered.map(TlsSettings::required).orElse(false);
  }

  /** Whether the control connection is encrypted. */
  public boolean active() {
    return tls != null;
  }

  /** Whether it has been from the beginning, and will be to the end. */
  public boolean implicit() {
    return implicit;
  }

  /** A login in the clear that the settings do not allow. */
  public boolean forbidsLogin() {
    return required() && !active();
  }

  /**
   * TLS for this session; {@link #established} says that the handshake went well.
   *
   * @throws SSLException when the certificate is of no use
   */
  public TlsSession begin() throws SSLException {
    return new TlsSession(offered.orElseThrow(), closeNotify);
  }

  /** With explicit TLS the level is Clear now, with implicit TLS it is Private (section 9). */
  public void established(TlsSession session) {
    tls = session;
    reset();
  }

  /** PBSZ and PROT are to be said again. */
  void reset() {
    bufferSizeAgreed = implicit;
    dataPrivate = implicit;
  }

  /** The control connection is in the clear again. */
  public void ended() {
    tls = null;
    reset();
  }

  /** PBSZ was said, which must come before PROT (RFC 2228 section 3). */
  public void agreeBufferSize() {
    bufferSizeAgreed = true;
  }

  public boolean bufferSizeAgreed() {
    return bufferSizeAgreed;
  }

  /** PROT was said: P, or else C. */
  public void protectData(boolean asPrivate) {
    dataPrivate = asPrivate;
  }

  /** Whether a transfer now would go in the clear, and must not. */
  public boolean forbidsTransfer() {
    return required() && !dataPrivate;
  }

  /** What protects the next data connection; empty for one in the clear. */
  public Optional<TlsSession> dataTls() {
    return dataPrivate ? Optional.ofNullable(tls) : Optional.empty();
  }
}
