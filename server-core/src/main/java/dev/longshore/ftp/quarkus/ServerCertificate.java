package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.quarkus.FtpConfig.TlsMode;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's certificate and key, out of the Quarkus TLS registry. A new one is taken up when the
 * registry has read it; one that can not be read leaves the old one in force.
 */
@Singleton
final class ServerCertificate {
  private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);

  private final FtpConfig.Tls settings;
  private final TlsConfigurationRegistry registry;
  private final Vertx vertx;
  private volatile Set<Certificate> loaded = Set.of();
  private volatile KeyManager[] keyManagers = {};

  ServerCertificate(FtpConfig config, TlsConfigurationRegistry registry, Vertx vertx) {
    this.settings = config.tls();
    this.registry = registry;
    this.vertx = vertx;
  }

  /**
   * Reads it for the first time, before anything is bound; says what is wrong with it. Clear text
   * needs a yes, so to have none is wrong.
   */
  List<String> load() {
    if (settings.mode() == TlsMode.OFF) {
      return List.of();
    }
    String name = settings.configuration();
    Optional<TlsConfiguration> tls =
        registry.get(name).filter(found -> found.getKeyStoreOptions() != null);
    if (tls.isEmpty()) {
      return List.of(
          "longshore.tls.mode: TLS needs a certificate and its key; say where they are by"
              + (" quarkus.tls." + name + ".key-store.pem.0.cert and .key (PEM__0__CERT in the")
              + " names of environment variables), or say off, and passwords and files cross the"
              + " network in clear text");
    }
    try {
      loaded = certificates(tls.get());
      keyManagers = keyManagers(tls.get().getKeyStoreOptions());
      return List.of();
    } catch (Exception e) {
      return List.of("quarkus.tls." + name + ": can not be used: " + e.getMessage());
    }
  }

  void updated(@Observes CertificateUpdatedEvent event) {
    if (settings.mode() == TlsMode.OFF || !event.name().equals(settings.configuration())) {
      return;
    }
    try {
      // The registry says so each time that it has looked.
      Set<Certificate> certificates = certificates(event.tlsConfiguration());
      if (!certificates.equals(loaded)) {
        keyManagers = keyManagers(event.tlsConfiguration().getKeyStoreOptions());
        loaded = certificates;
        LOG.info("New sessions get the certificate that quarkus.tls.{} has now", event.name());
      }
    } catch (Exception e) {
      LOG.error(
          "The new certificate of quarkus.tls.{} can not be used, the old one stays: {}",
          event.name(),
          e.getMessage());
    }
  }

  private static Set<Certificate> certificates(TlsConfiguration tls) throws KeyStoreException {
    Set<Certificate> found = new HashSet<>();
    KeyStore store = tls.getKeyStore();
    for (String alias : Collections.list(store.aliases())) {
      found.add(store.getCertificate(alias));
    }
    return found;
  }

  // Vert.x declares Exception.
  private KeyManager[] keyManagers(KeyCertOptions key) throws Exception {
    return key.getKeyManagerFactory(vertx).getKeyManagers();
  }

  /** Those of now; from any thread. */
  KeyManager[] keyManagers() {
    return keyManagers.clone();
  }
}
