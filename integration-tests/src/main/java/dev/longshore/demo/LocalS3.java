package dev.longshore.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/**
 * An S3 API on the loopback address that demands signatures, over a directory or in memory.
 *
 * <p>The demo and the tests start it and close it. Its server has threads of its own.
 */
public final class LocalS3 implements AutoCloseable {
  private static final String ACCESS_KEY_ID = "demo";
  private static final String SECRET_ACCESS_KEY = "demo-secret";

  private final BlobStore store;
  private final S3Proxy server;
  private final Logger serverLog;

  private LocalS3(BlobStore store, S3Proxy server, Logger serverLog) {
    this.store = store;
    this.server = server;
    this.serverLog = serverLog;
  }

  /** Starts one whose objects are the files of a directory, which is made if it is not there. */
  public static LocalS3 inDirectory(Path directory) throws IOException {
    Files.createDirectories(directory);
    Properties settings = settings();
    settings.setProperty("jclouds.filesystem.basedir", directory.toAbsolutePath().toString());
    return start(BlobStores.create("filesystem", settings), builder());
  }

  /** Starts one whose objects are gone when it is closed. */
  public static LocalS3 inMemory() throws IOException {
    return start(BlobStores.create("transient", settings()), builder());
  }

  /**
   * The same, over HTTP and over HTTPS.
   *
   * @param keyStore with the certificate and key
   */
  public static LocalS3 inMemoryWithTls(Path keyStore, String password) throws IOException {
    return start(
        BlobStores.create("transient", settings()),
        builder()
            .secureEndpoint(URI.create("https://127.0.0.1:0"))
            .keyStore(keyStore.toString(), password));
  }

  private static S3Proxy.Builder builder() {
    return S3Proxy.builder()
        .endpoint(URI.create("http://127.0.0.1:0"))
        // Tests give a gateway a clock of its own, and signatures bear the time.
        .maximumTimeSkew(Math.toIntExact(Duration.ofDays(7).toSeconds()))
        .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY_ID, SECRET_ACCESS_KEY);
  }

  private static Properties settings() {
    var settings = new Properties();
    settings.setProperty("jclouds.identity", "unused");
    settings.setProperty("jclouds.credential", "unused");
    return settings;
  }

  private static LocalS3 start(BlobStore store, S3Proxy.Builder builder) throws IOException {
    // Held by a field, for the settings of a logger last only as long as somebody refers to it.
    Logger log = Logger.getLogger("org.gaul");
    log.setLevel(Level.WARNING);
    S3Proxy server = builder.blobStore(store).build();
    try {
      server.start();
    } catch (Exception e) {
      store.close();
      throw new IOException("the local S3 did not start", e);
    }
    return new LocalS3(store, server, log);
  }

  /** Where its API is, without a path. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  /** Where its API is over HTTPS; only of one that has TLS. */
  public URI secureEndpoint() {
    return URI.create("https://127.0.0.1:" + server.getSecurePort());
  }

  public String accessKeyId() {
    return ACCESS_KEY_ID;
  }

  public String secretAccessKey() {
    return SECRET_ACCESS_KEY;
  }

  /** Its objects, without the way through HTTP and signatures. */
  BlobStore store() {
    return store;
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("the local S3 did not stop", e);
    } finally {
      store.close();
      serverLog.setLevel(null);
    }
  }
}
