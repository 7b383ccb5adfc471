package dev.longshore.ftp.relay;

import java.util.List;
import java.util.Optional;

/**
 * The keys of an installation at one time: the first is used, all are taken from others. So a
 * secret is replaced without a gap: append the new one everywhere, then move it to the front, then
 * remove the old one. Immutable.
 */
public final class Keyring {
  /** Fewer can be guessed; {@code openssl rand -base64 32} makes 44. */
  private static final int SHORTEST = 16;

  private final List<RelayKey> keys;

  private Keyring(List<RelayKey> keys) {
    this.keys = keys;
  }

  /**
   * Reads a file's lines, one secret each; blank lines and those that begin with # say nothing.
   *
   * @param installation what tells this installation from others that may have the same secret
   * @throws IllegalArgumentException saying what is wrong, and not what the secrets are
   */
  public static Keyring of(List<String> lines, String installation) {
    List<String> secrets =
        lines.stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .distinct()
            .toList();
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("there is no secret in it");
    }
    for (int i = 0; i < secrets.size(); i++) {
      if (secrets.get(i).length() < SHORTEST) {
        throw new IllegalArgumentException(
            "secret %d has fewer than %d characters".formatted(i + 1, SHORTEST));
      }
    }
    return new Keyring(secrets.stream().map(s -> RelayKey.of(s, installation)).toList());
  }

  /** What this replica proves itself with. */
  public RelayKey first() {
    return keys.getFirst();
  }

  /** All of them, the first first. */
  public List<RelayKey> keys() {
    return keys;
  }

  Optional<RelayKey> find(long id) {
    return keys.stream().filter(key -> key.id() == id).findFirst();
  }

  /** Whether a key, maybe of an earlier keyring, is still one of these. */
  public boolean has(RelayKey key) {
    return find(key.id()).isPresent();
  }
}
