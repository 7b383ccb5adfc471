package dev.longshore.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An S3 with nothing but one directory of generated objects, in pages of a thousand: a real one
 * would be what is measured.
 */
public final class EndlessDirectory implements Closeable {
  private static final Pattern TOKEN = Pattern.compile("[?&]continuation-token=(\\d+)");
  private static final Pattern MAX_KEYS = Pattern.compile("[?&]max-keys=(\\d+)");
  private static final Pattern PREFIX = Pattern.compile("[?&]prefix=[^&]");
  private static final int PAGE = 1000;

  private final HttpServer server;
  private final int objects;
  private final Duration delay;
  private final AtomicInteger pages = new AtomicInteger();
  private volatile long lastPage = System.nanoTime();

  /**
   * Starts to listen.
   *
   * @param objects how many there are
   * @param delay how long each page takes
   */
  public EndlessDirectory(int objects, Duration delay) throws IOException {
    this.objects = objects;
    this.delay = delay;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** Where its API is. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How many pages have been asked for. */
  int pages() {
    return pages.get();
  }

  /** Whether none has been asked for lately. */
  boolean isQuiet(Duration lately) {
    return System.nanoTime() - lastPage > lately.toNanos();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      if (!exchange.getRequestMethod().equals("GET")) {
        boolean bucket = exchange.getRequestURI().getPath().indexOf('/', 1) < 0;
        exchange.sendResponseHeaders(bucket ? 200 : 404, -1);
        return;
      }
      pages.incrementAndGet();
      lastPage = System.nanoTime();
      LockSupport.parkNanos(delay.toNanos());
      byte[] page = page(exchange.getRequestURI().getRawQuery());
      exchange.getResponseHeaders().add("Content-Type", "application/xml");
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
    }
  }

  private byte[] page(String query) {
    int first = number(TOKEN, "?" + query, 0);
    int there = PREFIX.matcher("?" + query).find() ? 0 : objects;
    int last = Math.min(there, first + Math.min(PAGE, number(MAX_KEYS, "?" + query, PAGE)));
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    xml.append("<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
    xml.append("<Name>files</Name><Prefix></Prefix><EncodingType>url</EncodingType>");
    xml.append("<KeyCount>").append(last - first).append("</KeyCount><MaxKeys>1000</MaxKeys>");
    xml.append("<IsTruncated>").append(last < there).append("</IsTruncated>");
    if (last < there) {
      xml.append("<NextContinuationToken>").append(last).append("</NextContinuationToken>");
    }
    for (int i = first; i < last; i++) {
      xml.append("<Contents><Key>object-%07d</Key>".formatted(i))
          .append("<LastModified>2026-01-02T03:04:05.000Z</LastModified>")
          .append("<ETag>&quot;0&quot;</ETag><Size>12</Size>")
          .append("<StorageClass>STANDARD</StorageClass></Contents>");
    }
    return xml.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static int number(Pattern pattern, String query, int otherwise) {
    Matcher m = pattern.matcher(query);
    return m.find() ? Integer.parseInt(m.group(1)) : otherwise;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
