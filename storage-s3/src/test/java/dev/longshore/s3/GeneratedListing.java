package dev.longshore.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store that has a directory {@code big/} of any size and makes up its listing page by page, so
 * that a test measures the reader.
 */
final class GeneratedListing implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger pages = new AtomicInteger();
  private final int keys;

  GeneratedListing(int keys) throws IOException {
    this.keys = keys;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How many pages were asked for. */
  int pages() {
    return pages.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
      if (!query.containsKey("list-type")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      pages.incrementAndGet();
      int first = Integer.parseInt(query.getOrDefault("continuation-token", "0"));
      int most = Integer.parseInt(query.getOrDefault("max-keys", "1000"));
      byte[] page = page(first, Math.min(first + most, keys)).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/xml");
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
    }
  }

  /** Every hundredth key lies in a directory, which the last page's end and the next one repeat. */
  private String page(int first, int end) {
    StringBuilder xml =
        new StringBuilder("<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>")
            .append(end < keys)
            .append("</IsTruncated><NextContinuationToken>")
            .append(end)
            .append("</NextContinuationToken>");
    if (first > 0) {
      xml.append(prefix(first - 1));
    }
    for (int i = first; i < end; i++) {
      xml.append("<Contents><Key>big/file-%08d</Key><Size>%d</Size>".formatted(i, i))
          .append("<LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>");
    }
    return xml.append(prefix(end - 1)).append("</ListBucketResult>").toString();
  }

  private static String prefix(int i) {
    return "<CommonPrefixes><Prefix>big/sub-%08d/</Prefix></CommonPrefixes>".formatted(i);
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      int at = pair.indexOf('=');
      if (at > 0) {
        query.put(
            pair.substring(0, at),
            URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }
}
