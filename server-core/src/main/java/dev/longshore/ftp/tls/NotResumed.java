package dev.longshore.ftp.tls;

import javax.net.ssl.SSLException;

/** A data connection did not resume the TLS session of its control connection, and has to. */
public final class NotResumed extends SSLException {
  private static final long serialVersionUID = 1L;

  public NotResumed() {
    super("the data connection did not resume the TLS session of the control connection");
  }
}
