package dev.longshore.ftp.transfer;

import dev.longshore.ftp.data.DataConnection;
import dev.longshore.ftp.tls.NotResumed;
import dev.longshore.ftp.tls.TlsSession;
import java.io.IOException;

/** The data connection was opened, and TLS on it failed. */
final class NotProtected extends IOException {
  private static final long serialVersionUID = 1L;

  private final String reply;

  /**
   * @param reply what the client is told
   */
  private NotProtected(String reply, IOException cause) {
    super(cause.getMessage(), cause);
    this.reply = reply;
  }

  /**
   * The handshake, after the 150, for some clients begin theirs only then (RFC 4217 section 10.2).
   *
   * @param upload whether the client is going to send
   */
  static void orSecured(DataConnection connection, TlsSession tls, boolean upload)
      throws NotProtected {
    try {
      connection.secure(tls, upload);
    } catch (NotResumed e) {
      throw new NotProtected("Resume the TLS session of the control connection", e);
    } catch (IOException e) {
      throw new NotProtected("No TLS on the data connection: " + connection.failure(e), e);
    }
  }

  String reply() {
    return reply;
  }
}
