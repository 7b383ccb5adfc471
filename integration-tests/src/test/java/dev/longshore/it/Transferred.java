package dev.longshore.it;

import java.nio.charset.StandardCharsets;

/**
 * A transfer that went well.
 *
 * @param begin the 150
 * @param bytes all that went over the data connection; nobody changes them
 * @param end the 226
 */
@SuppressWarnings("ArrayRecordComponent") // Only looked at, never compared as a whole.
public record Transferred(Reply begin, byte[] bytes, Reply end) {

  /** The bytes as text. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
