package dev.longshore.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The start line and the headers of an HTTP message, as {@link S3WithFaults} passes them on. */
record HttpHead(String first, List<String> lines) {

  /** A header's value. */
  Optional<String> value(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return lines.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst();
  }

  HttpHead without(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return new HttpHead(
        first, lines.stream().filter(l -> !l.toLowerCase(Locale.ROOT).startsWith(prefix)).toList());
  }

  HttpHead with(String line) {
    List<String> more = new ArrayList<>(lines);
    more.add(line);
    return new HttpHead(first, more);
  }

  byte[] bytes() {
    return (first + "\r\n" + String.join("", lines.stream().map(l -> l + "\r\n").toList()) + "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  static HttpHead withLength(HttpHead head, int length) {
    if (head.first().contains(" 204")) {
      return head;
    }
    return head.with("Content-Length: " + length);
  }

  static byte[] body(InputStream in, HttpHead answer) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    if (answer.value("Transfer-Encoding").isPresent()) {
      while (true) {
        int size = Integer.parseInt(line(in).orElseThrow().strip(), 16);
        transfer(in, content, size);
        line(in);
        if (size == 0) {
          return content.toByteArray();
        }
      }
    }
    transfer(in, content, answer.value("Content-Length").map(Long::parseLong).orElse(0L));
    return content.toByteArray();
  }

  static void transfer(InputStream in, OutputStream out, long length) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    for (long left = length; left > 0; ) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        throw new IOException("ended early");
      }
      out.write(buffer, 0, count);
      left -= count;
    }
  }

  static Optional<HttpHead> head(InputStream in) throws IOException {
    Optional<String> first = line(in);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>();
    for (String line = line(in).orElse(""); !line.isEmpty(); line = line(in).orElse("")) {
      lines.add(line);
    }
    return Optional.of(new HttpHead(first.get(), List.copyOf(lines)));
  }

  static Optional<String> line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return Optional.of(line.toString(StandardCharsets.ISO_8859_1).stripTrailing());
      }
      line.write(b);
    }
    return Optional.empty();
  }
}
