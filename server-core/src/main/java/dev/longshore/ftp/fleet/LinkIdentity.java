package dev.longshore.ftp.fleet;

import dev.longshore.ftp.relay.NotProven;
import dev.longshore.ftp.relay.RelayKey;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The TLS of links: 1.3 alone, and both sides have the same Ed25519 key pair, which is made from
 * the {@link RelayKey}. Whoever has another is refused. Immutable.
 */
final class LinkIdentity {
  private static final char[] NO_PASSWORD = new char[0];

  private final SSLContext context;

  private LinkIdentity(SSLContext context) {
    this.context = context;
  }

  static LinkIdentity of(RelayKey key) {
    try {
      KeyPair pair = keyPair(key.linkSeed());
      X509Certificate certificate = LinkCertificate.of(pair);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "link", pair.getPrivate(), NO_PASSWORD, new X509Certificate[] {certificate});
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(
          keys.getKeyManagers(), new TrustManager[] {new Same(certificate)}, new SecureRandom());
      return new LinkIdentity(context);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this JDK has no TLS 1.3 with Ed25519", e);
    }
  }

  /** The generator draws the 32 bytes of the private key, and nothing else. */
  private static KeyPair keyPair(byte[] seed) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(
        NamedParameterSpec.ED25519,
        new SecureRandom() {
          private static final long serialVersionUID = 1;

          @Override
          public void nextBytes(byte[] bytes) {
            if (bytes.length != seed.length) {
              throw new IllegalStateException("Ed25519 wants " + bytes.length + " bytes");
            }
            System.arraycopy(seed, 0, bytes, 0, seed.length);
          }
        });
    return generator.generateKeyPair();
  }

  /**
   * Handshakes over a connection, whose reads are bounded by its own time-out.
   *
   * @throws NotProven when the other side has another key, or speaks no TLS
   */
  SSLSocket secure(Socket socket, boolean client) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(
                    socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
    secured.setUseClientMode(client);
    if (!client) {
      secured.setNeedClientAuth(true);
    }
    try {
      secured.startHandshake();
    } catch (SSLException e) {
      // One that ends says nothing of its key.
      throw e.getCause() instanceof EOFException ? e : new NotProven("no link: " + e.getMessage());
    }
    return secured;
  }

  /** Trusts the same key alone; names, dates and chains say nothing here. */
  private static final class Same extends X509ExtendedTrustManager {
    private final X509Certificate own;

    private Same(X509Certificate own) {
      this.own = own;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
      byte[] key = own.getPublicKey().getEncoded();
      if (chain.length != 1 || !Arrays.equals(chain[0].getPublicKey().getEncoded(), key)) {
        throw new CertificateException("the other side's key is not of the relay's secret");
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
