package dev.longshore.it;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A client's end of TLS, by the JDK: all connections that it secures may resume one another's
 * sessions. Another one knows nothing of them.
 */
public final class TlsClient {
  private final SSLContext context;
  private final List<String> protocols;
  private final List<String> applicationProtocols;
  private final String serverName;

  private TlsClient(
      SSLContext context,
      List<String> protocols,
      List<String> applicationProtocols,
      String serverName) {
    this.context = context;
    this.protocols = protocols;
    this.applicationProtocols = applicationProtocols;
    this.serverName = serverName;
  }

  /** One that trusts this certificate alone and speaks TLS 1.2 or 1.3, whichever is better. */
  public static TlsClient trusting(Certificate certificate) throws IOException {
    return new TlsClient(
        certificate.client(), List.of("TLSv1.3", "TLSv1.2"), List.of(), "localhost");
  }

  /** Only this protocol, as the JDK names it; the sessions are the same. */
  public TlsClient only(String protocol) {
    return new TlsClient(context, List.of(protocol), applicationProtocols, serverName);
  }

  /** It offers these by ALPN. */
  public TlsClient offering(String... names) {
    return new TlsClient(context, protocols, List.of(names), serverName);
  }

  /** It asks for this host; empty for none. */
  public TlsClient askingFor(String host) {
    return new TlsClient(context, protocols, applicationProtocols, host);
  }

  /** Handshakes; the result does not close the socket. */
  public SSLSocket secure(Socket socket) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            context.getSocketFactory().createSocket(new SamePort(socket), "localhost", 21, false);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setProtocols(protocols.toArray(String[]::new));
    parameters.setApplicationProtocols(applicationProtocols.toArray(String[]::new));
    parameters.setServerNames(
        serverName.isEmpty() ? List.of() : List.of(new SNIHostName(serverName)));
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }
}
