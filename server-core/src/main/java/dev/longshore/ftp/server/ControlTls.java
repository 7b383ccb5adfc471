package dev.longshore.ftp.server;

import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.session.ControlSecurity;
import dev.longshore.ftp.session.Session;
import dev.longshore.ftp.tls.TlsSession;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Turns TLS on and off on one session's control connection; used by its loop. The handshake is the
 * reader's, so that the loop hears meanwhile.
 */
final class ControlTls {
  private final Session session;
  private final SessionReader reader;
  private final ControlSecurity security;
  private final ServerEvents events;
  private @Nullable TlsSession coming;
  private boolean dataPrivate;

  ControlTls(Session session, SessionReader reader) {
    this.session = session;
    this.reader = reader;
    this.security = session.security();
    this.events = session.services().events();
  }

  /**
   * Begins the handshake; {@link #secured} or {@link #failed} follows. Says what ended the session
   * where there is no certificate to begin with.
   *
   * @param withData whether data connections are encrypted without being asked for
   */
  Optional<String> begin(boolean withData) {
    try {
      TlsSession tls = security.begin();
      coming = tls;
      dataPrivate = withData;
      reader.secure(tls);
      return Optional.empty();
    } catch (SSLException e) {
      session.control().abort();
      return Optional.of(failed(Objects.toString(e.getMessage(), e.toString())));
    }
  }

  /** Whether nothing has come behind the command that turns it on or off. */
  boolean mayChange() {
    return reader.isStopped() && !session.control().hasUnread();
  }

  boolean isHandshaking() {
    return coming != null;
  }

  void secured(SSLSession agreed) {
    security.established(Objects.requireNonNull(coming));
    if (!security.implicit()) {
      security.protectData(dataPrivate);
    }
    coming = null;
    events.secured(session.id(), agreed.getProtocol(), agreed.getCipherSuite());
  }

  /**
   * There is no way left to say anything to the client (RFC 4217 section 10.1); returns why the
   * session ends.
   */
  String failed(String reason) {
    if (!session.control().hasHeard()) {
      // A health check, most likely, and there may be one each second.
      return "the client said nothing";
    }
    events.handshakeFailed(session.id(), reason);
    return "TLS handshake failed";
  }

  /** Whether REIN ends TLS: after it everything is as after the greeting (RFC 4217 section 13). */
  boolean endsWithRein() {
    return security.active() && !security.implicit();
  }

  /** Whether what comes behind REIN has not been read yet, and so may come in the clear. */
  boolean isStopped() {
    return reader.isStopped();
  }

  /** REIN has been answered. */
  void end() {
    reader.unsecure();
    security.ended();
  }
}
