package dev.longshore.ftp.session;

import dev.longshore.ftp.tls.CloseNotify;
import dev.longshore.ftp.tls.SessionBinding;
import dev.longshore.ftp.tls.TlsSession;
import dev.longshore.ftp.tls.TlsSettings;
import dev.longshore.ftp.user.Network;
import dev.longshore.ftp.user.Terms;
import dev.longshore.ftp.user.User;
import java.net.InetAddress;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What protects a session's connections (RFC 4217): TLS on the control connection since AUTH or,
 * with implicit TLS, since the beginning, and what PBSZ and PROT have said of data connections.
 * Used as the {@link Session} is.
 */
public final class ControlSecurity {
  private final Optional<TlsSettings> offered;
  private final CloseNotify closeNotify;
  private final boolean implicit;
  private final boolean clearTextAllowed;
  private final boolean unbound;
  private Terms terms = Terms.NONE;
  private @Nullable TlsSession tls;
  private boolean bufferSizeAgreed;
  private boolean dataPrivate;

  /**
   * @param offered empty where there is no TLS
   * @param closeNotify whether uploads must end with a close_notify
   * @param implicit whether TLS stays on from the beginning to the end
   * @param exemptions by the client's address, from what the settings require
   */
  public ControlSecurity(
      Optional<TlsSettings> offered,
      CloseNotify closeNotify,
      boolean implicit,
      TlsExemptions exemptions,
      InetAddress client) {
    this.offered = offered;
    this.closeNotify = closeNotify;
    this.implicit = implicit;
    this.clearTextAllowed = Network.anyContains(exemptions.clearText(), client);
    this.unbound = Network.anyContains(exemptions.unbound(), client);
  }

  /** Whether there is TLS to ask for. */
  public boolean offered() {
    return offered.isPresent();
  }

  /** Whether nothing of value may go in the clear, of this client or of the user who is here. */
  public boolean required() {
    return terms.tlsRequired()
        || (offered.map(TlsSettings::required).orElse(false) && !clearTextAllowed);
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

  /** The login in the clear of a user who must not. */
  public boolean forbidsLoginOf(User user) {
    return user.terms().tlsRequired() && !active();
  }

  /** From the login on the user's terms hold as well, up to {@link #release} or {@link #reset}. */
  public void hold(User user) {
    terms = user.terms();
    bind();
  }

  /** Nobody is logged in any more. */
  public void release() {
    terms = Terms.NONE;
    bind();
  }

  private void bind() {
    if (tls != null) {
      tls.bind(binding());
    }
  }

  private SessionBinding binding() {
    SessionBinding usual = offered.map(TlsSettings::binding).orElse(SessionBinding.ALLOW);
    if (terms.bindingRequired()) {
      return SessionBinding.REQUIRE;
    }
    return usual == SessionBinding.REQUIRE && unbound ? SessionBinding.ALLOW : usual;
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

  /** PBSZ and PROT are to be said again, and somebody is to log in. */
  void reset() {
    release();
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
