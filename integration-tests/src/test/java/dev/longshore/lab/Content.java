package dev.longshore.lab;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What a file of this name holds; {@code load.py} has the same rule. */
final class Content {
  private Content() {}

  static byte[] of(String name, int size) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer content = ByteBuffer.allocate(size);
      for (int block = 0; content.hasRemaining(); block++) {
        byte[] bytes = digest.digest((name + ":" + block).getBytes(StandardCharsets.UTF_8));
        content.put(bytes, 0, Math.min(bytes.length, content.remaining()));
      }
      return content.array();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
