package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.tls.SessionBinding;
import dev.longshore.ftp.user.Network;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Encryption: a part of {@link FtpConfig}. */
public interface TlsConfig {
  /**
   * Whether clients must, may or can not encrypt: {@code required} takes no password and no file in
   * clear text, {@code optional} does, {@code off} does nothing else.
   */
  @WithDefault("required")
  TlsMode mode();

  /**
   * The networks, as {@code 192.0.2.7,10.1.0.0/16}, whose clients need not encrypt though mode is
   * {@code required}; users with {@code tls: required} still must.
   */
  Optional<List<@WithConverter(NetworkConverter.class) Network>> clearTextNetworks();

  /**
   * The name in the TLS registry of the certificate and key: {@code
   * quarkus.tls.<name>.key-store.pem.0.cert} and {@code .key} say where they are ({@code
   * QUARKUS_TLS_<NAME>_KEY_STORE_PEM__0__CERT} and {@code __KEY} in the environment).
   */
  @WithDefault("longshore")
  String configuration();

  /** How often the files of certificate and key are looked at for new ones. */
  @WithDefault("1m")
  Duration reloadPeriod();

  /**
   * Whether data connections {@code allow} or {@code require} that the client resumes the TLS
   * session of its control connection; with {@code off} nothing can be resumed. {@code require}
   * keeps others from taking over a data connection.
   */
  @WithDefault("allow")
  SessionBinding sessionBinding();

  /**
   * The networks whose clients' data connections need not resume anything though session-binding is
   * {@code require}; those of users with {@code session-binding: require} still must.
   */
  Optional<List<@WithConverter(NetworkConverter.class) Network>> unboundNetworks();

  /**
   * The protocols to offer, of {@code TLSv1.3} and {@code TLSv1.2}; both if it is not set, but
   * {@code TLSv1.2} alone where session-binding is {@code require}, since some clients do not
   * resume for uploads with {@code TLSv1.3}.
   */
  Optional<List<String>> protocols();

  /**
   * The cipher suites to offer, by their names in the JDK and in this order; if it is not set,
   * those that have forward secrecy and authenticated encryption.
   */
  Optional<List<String>> cipherSuites();

  enum TlsMode {
    REQUIRED,
    OPTIONAL,
    OFF
  }
}
