package dev.longshore.ftp.command;

import dev.longshore.ftp.storage.Checksum;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Takes bytes in and tells their checksum. */
abstract class ChecksumOutput extends OutputStream {

  static ChecksumOutput of(Checksum.Algorithm algorithm) {
    return switch (algorithm) {
      case CRC32 -> new Crc();
      case MD5, SHA_1, SHA_256, SHA_512 -> new Digest(nameOf(algorithm));
    };
  }

  /** As HASH names it, and Java too. */
  static String nameOf(Checksum.Algorithm algorithm) {
    return algorithm.name().replace('_', '-');
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public abstract void write(byte[] bytes, int offset, int length);

  /** Of all that was written, in lower case; once. */
  abstract String hex();

  private static final class Crc extends ChecksumOutput {
    private final CRC32 crc = new CRC32();

    @Override
    public void write(byte[] bytes, int offset, int length) {
      crc.update(bytes, offset, length);
    }

    @Override
    String hex() {
      return HexFormat.of().toHexDigits((int) crc.getValue());
    }
  }

  private static final class Digest extends ChecksumOutput {
    private final MessageDigest digest;

    private Digest(String name) {
      try {
        this.digest = MessageDigest.getInstance(name);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      digest.update(bytes, offset, length);
    }

    @Override
    String hex() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
