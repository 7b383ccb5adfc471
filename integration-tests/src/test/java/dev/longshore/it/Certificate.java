package dev.longshore.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for this machine that the JDK's keytool has signed by itself, and its key, in
 * files.
 *
 * @param keyStore with both, as PKCS12
 * @param pem the certificate alone, as clients take it for their CA
 */
public record Certificate(Path keyStore, Path pem) {
  public static final String PASSWORD = "changeit";
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** A new one, in a directory of its own below {@code target}. */
  public static Certificate create() throws IOException, InterruptedException {
    Path directory = Files.createDirectories(Path.of("target", "certificates"));
    return createIn(Files.createTempDirectory(directory, "certificate-").toAbsolutePath());
  }

  private static Certificate createIn(Path directory) throws IOException, InterruptedException {
    Path keyStore = directory.resolve("key.p12");
    Path pem = directory.resolve("certificate.pem");
    keytool(
        keyStore,
        List.of(
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1",
            "-ext",
            "bc=ca:true",
            "-validity",
            "3650"));
    keytool(keyStore, List.of("-exportcert", "-rfc", "-file", pem.toString()));
    return new Certificate(keyStore, pem);
  }

  private static void keytool(Path keyStore, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(List.of("-keystore", keyStore.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(BOUND) || process.exitValue() != 0) {
      throw new IOException("keytool failed: " + said);
    }
  }

  /** The key as PKCS#8 in PEM. */
  public String keyPem() throws IOException {
    try {
      byte[] key = store().getKey("mykey", PASSWORD.toCharArray()).getEncoded();
      String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
      return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private KeyStore store() throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(keyStore)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      return store;
    }
  }

  /** For a client that trusts this certificate alone, with TLS sessions of its own. */
  public SSLContext client() throws IOException {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
