package dev.longshore.ftp.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of one FTP session. It has an {@link SSLContext} of its own, so that whatever a data
 * connection resumes is a TLS session of this client, and the certificate stays the same as long as
 * the FTP session lasts (RFC 4217 section 15.1.1).
 *
 * <p>The control connection is wrapped first, then data connections one after another; the caller
 * owns the sockets and bounds the time of a handshake by closing them.
 */
public final class TlsSession {
  /** Seconds: the longest that TLS 1.3 allows a ticket to live (RFC 8446 section 4.6.1). */
  private static final int TICKET_LIFETIME = 7 * 24 * 3600;

  /** JSSE gives out no TLS 1.3 ticket that would live longer than that. */
  private static final int NO_TICKETS = TICKET_LIFETIME + 1;

  private final TlsSettings settings;
  private final boolean closeNotifyRequired;
  private final KeyManager[] certificate;
  private final SSLContext context;
  private long controlCreated;
  private volatile SessionBinding binding;

  /**
   * @param closeNotifyRequired whether a client that sends must say its end by a close_notify
   * @throws SSLException when the JDK can do nothing with the certificate
   */
  public TlsSession(TlsSettings settings, boolean closeNotifyRequired) throws SSLException {
    this.settings = settings;
    this.closeNotifyRequired = closeNotifyRequired;
    this.binding = settings.binding();
    this.certificate = settings.certificate().get();
    this.context = newContext();
  }

  private SSLContext newContext() throws SSLException {
    try {
      SSLContext made = SSLContext.getInstance("TLS");
      // No trust managers: clients show no certificates. With null the JDK would load its own CAs.
      made.init(certificate, new TrustManager[0], null);
      return made;
    } catch (GeneralSecurityException e) {
      throw new SSLException("no TLS with this certificate: " + e.getMessage(), e);
    }
  }

  /**
   * Whether an upload that ends without a close_notify was cut off; anybody on the way can send a
   * FIN.
   */
  public boolean closeNotifyRequired() {
    return closeNotifyRequired;
  }

  /** What data connections have to resume from now on; the settings' until it is said. */
  public void bind(SessionBinding other) {
    binding = other;
  }

  /**
   * Handshakes on a control connection.
   *
   * @param socket is not closed by the result
   */
  public SSLSocket control(Socket socket) throws IOException {
    SSLSocket secured = handshake(context, socket, TlsSession::withTickets);
    controlCreated = secured.getSession().getCreationTime();
    return secured;
  }

  /**
   * Handshakes on a data connection; the server's part is the same whoever connected (RFC 4217
   * section 7).
   *
   * @param socket is not closed by the result
   * @param upload a client that only writes would never read a TLS 1.3 ticket, and unread bytes
   *     turn its close into a reset that may overtake the end of the file: it is sent none
   * @param beforeReads takes what is to be done before each read of the socket until the handshake
   *     is over
   * @throws NotResumed when it has to be the control connection's session, and is not
   */
  public SSLSocket data(Socket socket, boolean upload, Consumer<Runnable> beforeReads)
      throws IOException {
    Consumer<Runnable> hook = upload ? beforeReads : TlsSession::withTickets;
    return switch (binding) {
      case OFF -> handshake(newContext(), socket, hook);
      case ALLOW -> handshake(context, socket, hook);
      case REQUIRE -> {
        SSLSocket secured = handshake(context, socket, hook);
        // A session that was resumed bears the time of its first handshake.
        if (secured.getSession().getCreationTime() != controlCreated) {
          throw new NotResumed();
        }
        yield secured;
      }
    };
  }

  private SSLSocket handshake(SSLContext made, Socket socket, Consumer<Runnable> withholdTickets)
      throws IOException {
    made.getServerSessionContext().setSessionTimeout(TICKET_LIFETIME);
    SSLSocketFactory factory = made.getSocketFactory();
    SSLSocket secured = (SSLSocket) factory.createSocket(socket, null, false);
    secured.setSSLParameters(parameters(made));
    withholdTickets.accept(() -> withholdTickets(made, secured));
    secured.startHandshake();
    // What is agreed stays: a client can not make the server handshake again and again.
    secured.setEnableSessionCreation(false);
    return secured;
  }

  /** What is to be done where tickets may be sent. */
  private static void withTickets(Runnable withhold) {
    // They are sent where nobody withholds them.
  }

  /**
   * To be done when the protocol is agreed and the client's last flight is not read yet, behind
   * which a TLS 1.3 ticket would be sent. A TLS 1.2 ticket is a part of the handshake, and clients
   * end one that lacks it.
   */
  private static void withholdTickets(SSLContext made, SSLSocket handshaking) {
    @Nullable SSLSession agreed = handshaking.getHandshakeSession();
    if (agreed != null && agreed.getProtocol().equals("TLSv1.3")) {
      made.getServerSessionContext().setSessionTimeout(NO_TICKETS);
    }
  }

  private SSLParameters parameters(SSLContext made) {
    List<String> suites = settings.cipherSuites();
    SSLParameters parameters = made.getDefaultSSLParameters();
    parameters.setProtocols(settings.protocols().toArray(String[]::new));
    parameters.setCipherSuites(
        suites.isEmpty() ? strong(parameters.getCipherSuites()) : suites.toArray(String[]::new));
    parameters.setUseCipherSuitesOrder(true);
    return parameters;
  }

  /** Those of TLS 1.3, and of TLS 1.2 those with ephemeral keys and authenticated encryption. */
  private static String[] strong(String[] suites) {
    return Arrays.stream(suites)
        .filter(suite -> suite.contains("_GCM_") || suite.contains("_CHACHA20_"))
        .filter(suite -> !suite.startsWith("TLS_RSA_") && !suite.startsWith("TLS_ECDH_"))
        .toArray(String[]::new);
  }
}
