package dev.longshore.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A certificate that the JDK's keytool has signed by itself, kept from one demo to the next. */
final class DemoCertificate {
  private static final String PLACE = "QUARKUS_TLS_LONGSHORE_KEY_STORE";
  private static final String PASSWORD = "changeit";

  private DemoCertificate() {}

  /**
   * Turns on TLS, beside clear text, in a gateway's environment; one that says {@code off}, or has
   * a certificate already, is left as it is.
   *
   * @param directory where the certificate lies, or is put
   */
  static void into(Map<String, String> environment, Path directory)
      throws IOException, InterruptedException {
    environment.putIfAbsent("LONGSHORE_TLS_MODE", "optional");
    if ("off".equalsIgnoreCase(environment.get("LONGSHORE_TLS_MODE"))) {
      return;
    }
    environment.putIfAbsent("LONGSHORE_FTPS_IMPLICIT_ENABLED", "true");
    if (environment.keySet().stream().noneMatch(name -> name.startsWith(PLACE))) {
      Path keyStore = directory.resolve("certificate.p12");
      if (!Files.exists(keyStore)) {
        create(keyStore);
      }
      environment.put(PLACE + "_P12_PATH", keyStore.toString());
      environment.put(PLACE + "_P12_PASSWORD", PASSWORD);
    }
  }

  private static void create(Path keyStore) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", "longshore", "-keyalg", "EC"));
    command.addAll(List.of("-validity", "3650", "-dname", "CN=localhost"));
    command.addAll(List.of("-ext", "san=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1"));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", keyStore.toString()));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool made no certificate: " + said);
    }
  }
}
