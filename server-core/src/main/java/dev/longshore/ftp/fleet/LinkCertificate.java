package dev.longshore.ftp.fleet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/**
 * The certificate that TLS wants around a link's key: signed by itself, valid for ever, and the
 * same for the same key. In DER (X.690), as RFC 5280 section 4.1 and RFC 8410 say.
 */
final class LinkCertificate {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OBJECT_ID = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int VERSION = 0xa0;

  private LinkCertificate() {}

  static X509Certificate of(KeyPair pair) throws GeneralSecurityException {
    byte[] ed25519 = der(SEQUENCE, der(OBJECT_ID, bytes(0x2b, 0x65, 0x70)));
    byte[] commonName = der(OBJECT_ID, bytes(0x55, 0x04, 0x03));
    byte[] name =
        der(SEQUENCE, der(SET, der(SEQUENCE, commonName, der(UTF8_STRING, ascii("longshore")))));
    byte[] validity =
        der(
            SEQUENCE,
            der(UTC_TIME, ascii("700101000000Z")),
            der(GENERALIZED_TIME, ascii("99991231235959Z")));
    byte[] said =
        der(
            SEQUENCE,
            der(VERSION, der(INTEGER, bytes(2))),
            der(INTEGER, bytes(1)),
            ed25519,
            name,
            validity,
            name,
            pair.getPublic().getEncoded());
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(said);
    byte[] whole = der(SEQUENCE, said, ed25519, der(BIT_STRING, bytes(0), signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(whole));
  }

  /** Tag, length, value; of the lengths that are needed here. */
  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      value.writeBytes(part);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    int length = value.size();
    if (length > 0xff) {
      whole.write(0x82);
      whole.write(length >> 8);
    } else if (length > 0x7f) {
      whole.write(0x81);
    }
    whole.write(length);
    whole.writeBytes(value.toByteArray());
    return whole.toByteArray();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
