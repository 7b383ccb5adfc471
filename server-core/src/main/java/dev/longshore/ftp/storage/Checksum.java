package dev.longshore.ftp.storage;

/**
 * A checksum of a whole file.
 *
 * @param hex in lower case
 */
public record Checksum(Algorithm algorithm, String hex) {

  /** The kinds that FTP clients ask for. */
  public enum Algorithm {
    CRC32,
    MD5,
    SHA_1,
    SHA_256,
    SHA_512
  }
}
