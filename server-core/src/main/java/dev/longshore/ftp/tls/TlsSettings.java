package dev.longshore.ftp.tls;

import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;

/**
 * What the sessions of a server share of TLS.
 *
 * @param required whether clients must encrypt: no login in the clear, no data connection in the
 *     clear
 * @param protocols what is offered, as the JDK names it: {@code TLSv1.3}, {@code TLSv1.2}
 * @param cipherSuites what is offered, in this order; empty for all of the JDK's that have forward
 *     secrecy and authenticated encryption
 * @param certificate the certificate and key of now; asked once by each new session, from many
 *     threads, so that a new certificate disturbs none that is there
 */
public record TlsSettings(
    boolean required,
    SessionBinding binding,
    List<String> protocols,
    List<String> cipherSuites,
    Supplier<KeyManager[]> certificate) {

  public TlsSettings {
    protocols = List.copyOf(protocols);
    cipherSuites = List.copyOf(cipherSuites);
  }
}
