package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.quarkus.TlsConfig.TlsMode;
import dev.longshore.ftp.quarkus.health.BackgroundWork;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.security.KeyStoreException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's certificate and key, out of the Quarkus TLS registry, which reads the files again
 * and again: a new certificate is taken up, one that can not be used leaves the old one in force
 * and is a line in the log. The registry's own timer would say nothing of that.
 */
@Singleton
final class ServerCertificate {
  private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);

  private final TlsConfig settings;
  private final TlsConfigurationRegistry registry;
  private final Vertx vertx;
  private final BackgroundWork background;
  private volatile KeyManager[] keyManagers = {};

  // Only load() and the work that it begins use these.
  private KeyPairs keyPairs = new KeyPairs(Set.of());
  private boolean complained;

  ServerCertificate(
      FtpConfig config, TlsConfigurationRegistry registry, Vertx vertx, BackgroundWork background) {
    this.settings = config.tls();
    this.registry = registry;
    this.vertx = vertx;
    this.background = background;
  }

  /**
   * Reads it for the first time, before anything is bound, and keeps looking; says what is wrong
   * with it. Clear text needs a yes, so to have none is wrong.
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
              + (" quarkus.tls." + name + ".key-store.pem.0.cert and .key, or say off, and")
              + " passwords and files cross the network in clear text");
    }
    try {
      var _ = take(tls.get());
    } catch (Exception e) {
      return List.of("quarkus.tls." + name + ": can not be used: " + e.getMessage());
    }
    background.repeat("certificate", settings.reloadPeriod(), () -> look(tls.get()));
    return List.of();
  }

  /** Logs the first failure and the next success, not each failure between. */
  private void look(TlsConfiguration tls) {
    String name = settings.configuration();
    try {
      if (!tls.reload()) {
        throw new KeyStoreException("the registry refuses the files");
      }
      if (take(tls)) {
        LOG.info("New sessions get the certificate that quarkus.tls.{} has now", name);
      }
      complained = false;
    } catch (Exception e) {
      if (!complained) {
        LOG.error(
            "The files of quarkus.tls.{} can not be used any more, new sessions still get the old"
                + " certificate: {}",
            name,
            e.getMessage());
      }
      complained = true;
    }
  }

  /** Says whether it is another one; nothing changes if it can not be used. */
  // Vert.x declares Exception.
  private boolean take(TlsConfiguration tls) throws Exception {
    KeyManager[] found = tls.getKeyStoreOptions().getKeyManagerFactory(vertx).getKeyManagers();
    KeyPairs pairs = KeyPairs.of(found);
    if (pairs.equals(keyPairs)) {
      return false;
    }
    keyManagers = found;
    keyPairs = pairs;
    return true;
  }

  /** Those of now; from any thread. */
  KeyManager[] keyManagers() {
    return keyManagers.clone();
  }
}
