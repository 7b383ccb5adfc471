package dev.longshore.ftp.quarkus;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * The protocols and cipher suites that this JDK has and does not disable, against which the names
 * in the settings are held: a handshake would else be the first to learn of a slip. For {@link
 * SettingsCheck}.
 */
record TlsNames(Set<String> protocols, Set<String> suites) {
  private static final String DISABLED =
      "which this JDK does not know, or disables (jdk.tls.disabledAlgorithms)";

  /** Takes what must be so, of which key, and what is the matter if it is not. */
  @FunctionalInterface
  interface Requirement {
    boolean require(boolean good, String key, String problem);
  }

  static TlsNames ofThisJdk() {
    try {
      SSLContext jdk = SSLContext.getDefault();
      return new TlsNames(
          Set.of(jdk.getDefaultSSLParameters().getProtocols()),
          Set.of(jdk.getSupportedSSLParameters().getCipherSuites()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }

  void check(TlsConfig tls, Requirement requirement) {
    List<String> offered = EngineSettings.protocols(tls);
    for (String protocol : tls.protocols().orElse(List.of())) {
      requirement.require(
          protocols.contains(protocol), "tls.protocols", "names " + protocol + ", " + DISABLED);
    }
    List<String> named = tls.cipherSuites().orElse(List.of());
    boolean known = true;
    for (String suite : named) {
      known &=
          requirement.require(
              suites.contains(suite), "tls.cipher-suites", "names '" + suite + "', " + DISABLED);
    }
    requirement.require(
        !known
            || named.isEmpty()
            || named.stream().anyMatch(suite -> offered.contains(protocolOf(suite))),
        "tls.cipher-suites",
        "has none for " + String.join(", ", offered));
  }

  /** The suites of TLS 1.3 name no key exchange, which all others do. */
  private static String protocolOf(String suite) {
    return suite.contains("_WITH_") ? "TLSv1.2" : "TLSv1.3";
  }
}
