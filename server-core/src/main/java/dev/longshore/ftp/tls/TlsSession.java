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
  private final CloseNotify closeNotify;
  private final KeyManager[] certificate;
  private final SSLContext context;
  private long controlCreated;
  private volatile boolean closeNotifySaid;
  private volatile SessionBinding binding;

  /**
   * @param closeNotify whether a client that sends must say its end by a close_notify
   * @throws SSLException when the JDK can do nothing with the certificate
   */
  public TlsSession(TlsSettings settings, CloseNotify closeNotify) throws SSLException {
    this.settings = settings;
    this.closeNotify = closeNotify;
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

  /** Whether an upload that ends without a close_notify was cut off. */
  public boolean closeNotifyRequired() {
    return switch (closeNotify) {
      case REQUIRED -> true;
      case OPTIONAL -> false;
      case AUTO -> closeNotifySaid;
    };
  }

  /** Whether an upload that ends without one is believed only while the client is still there. */
  public boolean closeNotifyMissed() {
    return closeNotify == CloseNotify.AUTO;
  }

  /** The client has ended an upload with a close_notify: it is one that does. */
  public void closeNotifySaid() {
    closeNotifySaid = true;
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
    SSLSocket secured = handshake(context, socket, false, _ -> {});
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
   * @param afterReads takes what is to be done after each read of the socket until the handshake is
   *     over
   */
  public SSLSocket data(Socket socket, boolean upload, Consumer<Runnable> afterReads)
      throws IOException {
    return handshake(provesClient() ? context : newContext(), socket, upload, afterReads);
  }

  /** Whether a data connection can prove, by what it resumes, that it is this client's. */
  public boolean provesClient() {
    return binding != SessionBinding.OFF;
  }

  /** Whether a data connection has to. */
  public boolean mustResume() {
    return binding == SessionBinding.REQUIRE;
  }

  /**
   * Whether a data connection resumed the control connection's session: one that was resumed bears
   * the time of its first handshake.
   */
  public boolean resumed(SSLSocket secured) {
    return provesClient() && secured.getSession().getCreationTime() == controlCreated;
  }

  private SSLSocket handshake(
      SSLContext made, Socket socket, boolean upload, Consumer<Runnable> afterReads)
      throws IOException {
    giveTickets(made, true);
    SSLSocketFactory factory = made.getSocketFactory();
    SSLSocket secured = (SSLSocket) factory.createSocket(socket, null, false);
    secured.setSSLParameters(parameters(made));
    afterReads.accept(() -> giveTickets(made, !upload || !agreedOnTickets(secured)));
    secured.startHandshake();
    // What is agreed stays: a client can not make the server handshake again and again.
    secured.setEnableSessionCreation(false);
    return secured;
  }

  /** Said anew after each read: several may handshake at once that came to one port. */
  private static void giveTickets(SSLContext made, boolean give) {
    made.getServerSessionContext().setSessionTimeout(give ? TICKET_LIFETIME : NO_TICKETS);
  }

  /**
   * Whether the protocol is agreed and sends tickets behind the client's last flight, as TLS 1.3
   * does. A TLS 1.2 ticket is a part of the handshake, and clients end one that lacks it.
   */
  private static boolean agreedOnTickets(SSLSocket handshaking) {
    @Nullable SSLSession agreed = handshaking.getHandshakeSession();
    return agreed != null && agreed.getProtocol().equals("TLSv1.3");
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
