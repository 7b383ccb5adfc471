package dev.longshore.ftp.server;

import dev.longshore.ftp.control.ControlConnection;
import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.session.ControlSecurity;
import dev.longshore.ftp.session.Session;
import dev.longshore.ftp.tls.TlsSession;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** Turns TLS on and off on one session's control connection; used by its loop. */
final class ControlTls {
  private final Session session;
  private final ControlConnection control;
  private final ControlSecurity security;

  ControlTls(Session session) {
    this.session = session;
    this.control = session.control();
    this.security = session.security();
  }

  /**
   * The handshake. If it fails the connection is reset, since there is no way left to say anything
   * to the client (RFC 4217 section 10.1), and the result says so.
   */
  Optional<String> begin() {
    ServerEvents events = session.services().events();
    try {
      TlsSession tls = security.begin();
      SSLSession agreed = control.secure(tls);
      security.established(tls);
      events.secured(session.id(), agreed.getProtocol(), agreed.getCipherSuite());
      return Optional.empty();
    } catch (IOException e) {
      if (!control.hasHeard()) {
        // A health check, most likely, and there may be one each second.
        control.abort();
        return Optional.of("the client said nothing");
      }
      events.handshakeFailed(session.id(), Objects.toString(e.getMessage(), e.toString()));
      control.abort();
      return Optional.of("TLS handshake failed");
    }
  }

  /**
   * After REIN everything is as after the greeting (RFC 4217 section 13); says whether there was
   * TLS to end.
   */
  boolean end() {
    if (!security.active() || security.implicit()) {
      return false;
    }
    control.unsecure();
    security.ended();
    return true;
  }
}
