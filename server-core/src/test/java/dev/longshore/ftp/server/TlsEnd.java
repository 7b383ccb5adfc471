package dev.longshore.ftp.server;

import dev.longshore.ftp.tls.TestCertificate;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client's end of TLS: all that it wraps may resume one another's sessions. */
final class TlsEnd {
  private final SSLContext context;
  private final String protocol;
  private long began;

  TlsEnd(TestCertificate certificate, String protocol) {
    this.context = certificate.client();
    this.protocol = protocol;
  }

  /** Handshakes; the result does not close the socket. */
  SSLSocket secure(Socket socket) throws IOException {
    SSLSocket secured = wrap(socket);
    secured.startHandshake();
    return secured;
  }

  /** Without the handshake. */
  SSLSocket wrap(Socket socket) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            context.getSocketFactory().createSocket(new SamePort(socket), "localhost", 21, false);
    secured.setEnabledProtocols(new String[] {protocol});
    return secured;
  }

  /** AUTH TLS, the handshake, login, and data connections that are encrypted. */
  RawClient login(RawClient client) throws IOException {
    client.expect("AUTH TLS", 234);
    SSLSocket secured = secure(client.socket);
    began = secured.getSession().getCreationTime();
    client.use(secured);
    TestServer.loggedIn(client);
    client.expect("PBSZ 0", 200);
    client.expect("PROT P", 200);
    return client;
  }

  /** When the control connection's TLS session was made, in milliseconds since 1970. */
  long began() {
    return began;
  }

  /** A whole download or listing, over EPSV; ends with the server's close_notify. */
  byte[] fetch(RawClient client, String command) throws IOException {
    try (Socket raw = client.epsv()) {
      client.expect(command, 150);
      SSLSocket data = secure(raw);
      byte[] bytes = data.getInputStream().readAllBytes();
      data.shutdownOutput();
      client.expect(226);
      return bytes;
    }
  }

  /** A whole upload, over EPSV. */
  void store(RawClient client, String command, byte[] bytes) throws IOException {
    try (Socket raw = client.epsv()) {
      client.expect(command, 150);
      SSLSocket data = secure(raw);
      data.getOutputStream().write(bytes);
      data.shutdownOutput();
      client.expect(226);
    }
  }
}
