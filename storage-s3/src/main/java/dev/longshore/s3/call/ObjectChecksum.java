package dev.longshore.s3.call;

import dev.longshore.ftp.storage.Checksum;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * The checksum that a store keeps of an object, where it says that it is one of the whole object:
 * that of an upload in parts is otherwise made of the parts' checksums. An ETag is the MD5 of some
 * objects only, and does not say of which.
 */
final class ObjectChecksum {
  private ObjectChecksum() {}

  static Optional<Checksum> in(HeadObjectResponse head, Checksum.Algorithm algorithm) {
    if (head.checksumType() != ChecksumType.FULL_OBJECT) {
      return Optional.empty();
    }
    return switch (algorithm) {
      case CRC32 -> decoded(algorithm, head.checksumCRC32(), 4);
      case MD5 -> decoded(algorithm, head.checksumMD5(), 16);
      case SHA_1 -> decoded(algorithm, head.checksumSHA1(), 20);
      case SHA_256 -> decoded(algorithm, head.checksumSHA256(), 32);
      case SHA_512 -> decoded(algorithm, head.checksumSHA512(), 64);
    };
  }

  private static Optional<Checksum> decoded(
      Checksum.Algorithm algorithm, @Nullable String base64, int length) {
    if (base64 == null) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return bytes.length == length
          ? Optional.of(new Checksum(algorithm, HexFormat.of().formatHex(bytes)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
