package dev.longshore.ftp.quarkus;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/** The certificates of key managers, each with its key; equal if all of them are. */
record KeyPairs(Set<Pair> pairs) {
  private static final List<String> KEY_TYPES = List.of("EC", "RSA", "RSASSA-PSS", "EdDSA");

  /** A certificate and the key that should belong to it. */
  record Pair(X509Certificate certificate, PrivateKey key) {

    /** Whether what the key signs is what the certificate vouches for. */
    boolean matches() throws GeneralSecurityException {
      Optional<String> algorithm = algorithm();
      if (algorithm.isEmpty()) {
        return true;
      }
      byte[] text = "a certificate and its key".getBytes(StandardCharsets.US_ASCII);
      Signature signature = Signature.getInstance(algorithm.get());
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(certificate);
      signature.update(text);
      return signature.verify(signed);
    }

    private Optional<String> algorithm() {
      return switch (key.getAlgorithm()) {
        case "EC" -> Optional.of("SHA256withECDSA");
        case "RSA" -> Optional.of("SHA256withRSA");
        case "EdDSA", "Ed25519" -> Optional.of("EdDSA");
        default -> Optional.empty();
      };
    }
  }

  /**
   * Those of these key managers.
   *
   * @throws GeneralSecurityException when a certificate has a key that is not its own, or there is
   *     none at all
   */
  static KeyPairs of(KeyManager[] keyManagers) throws GeneralSecurityException {
    Set<Pair> pairs = new HashSet<>();
    for (KeyManager each : keyManagers) {
      if (each instanceof X509KeyManager keys) {
        for (String type : KEY_TYPES) {
          String[] aliases = keys.getServerAliases(type, null);
          for (String alias : aliases == null ? new String[0] : aliases) {
            pairs.add(new Pair(keys.getCertificateChain(alias)[0], keys.getPrivateKey(alias)));
          }
        }
      }
    }
    if (pairs.isEmpty()) {
      throw new KeyStoreException("there is no certificate with a key");
    }
    for (Pair pair : pairs) {
      if (!matches(pair)) {
        throw new KeyStoreException("certificate and key do not belong together");
      }
    }
    return new KeyPairs(Set.copyOf(pairs));
  }

  /** A key of another kind than the certificate's is refused before anything is verified. */
  private static boolean matches(Pair pair) {
    try {
      return pair.matches();
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
