package dev.longshore.ftp.control;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How text crosses one session's connections: in UTF-8 (RFC 2640 section 2.2), or in the older
 * charset that the settings name for clients of a listener or a user.
 *
 * <p>A line that is not UTF-8 is read in the older charset. What the client is told, listings too,
 * is in it until the client shows that it knows UTF-8: by OPTS UTF8 ON, or by a line that is UTF-8
 * and more than ASCII. Text that the older charset can not say goes as UTF-8, so that no name is
 * out of reach. Safe for several threads.
 */
public final class TextCoding {
  private final Optional<Charset> usual;
  private volatile Optional<Charset> older;
  private volatile boolean unicode;

  /**
   * @param usual the older charset of clients of whose user nothing else is known; empty for none
   */
  TextCoding(Optional<Charset> usual) {
    this.usual = usual;
    this.older = usual;
  }

  /**
   * The charset of this name; empty if there is none, or none that can be the older one: the
   * commands themselves must look as in ASCII.
   */
  public static Optional<Charset> find(String name) {
    try {
      return Optional.of(Charset.forName(name)).filter(TextCoding::holdsAscii);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** And more than ASCII must not look like it, or it would be taken for UTF-8. */
  private static boolean holdsAscii(Charset charset) {
    String line = "STOR a/b.c\r\n";
    return charset.canEncode()
        && Arrays.equals(line.getBytes(charset), line.getBytes(StandardCharsets.US_ASCII))
        && Stream.of("\u00e9", "\u044f", "\u8868", "\ud55c")
            .filter(charset.newEncoder()::canEncode)
            .allMatch(text -> isBeyondAscii(text.getBytes(charset)));
  }

  private static boolean isBeyondAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return true;
      }
    }
    return false;
  }

  /** From now on this is the older charset; empty for the usual one. */
  public void fallBackTo(Optional<Charset> ofUser) {
    older = ofUser.or(() -> usual);
  }

  /** The client has shown that it knows UTF-8. */
  public void useUnicode() {
    unicode = true;
  }

  /** As at the beginning. */
  public void reset() {
    unicode = false;
  }

  /**
   * The text of a line.
   *
   * @throws CharacterCodingException if it is none
   */
  String decode(ByteBuffer line) throws CharacterCodingException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(line.duplicate()).toString();
      unicode |= text.length() < line.remaining();
      return text;
    } catch (CharacterCodingException e) {
      Optional<Charset> charset = older;
      if (charset.isEmpty()) {
        throw e;
      }
      return charset.get().newDecoder().decode(line).toString();
    }
  }

  /** As it goes over the wire. */
  public byte[] encode(String text) {
    Optional<Charset> charset = unicode ? Optional.empty() : older;
    return text.getBytes(
        charset.filter(known -> known.newEncoder().canEncode(text)).orElse(StandardCharsets.UTF_8));
  }
}
