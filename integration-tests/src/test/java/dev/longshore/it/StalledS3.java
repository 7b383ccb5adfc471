package dev.longshore.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An S3 that knows what is there and then stands still: a download stops in the middle, and what is
 * written is never answered.
 */
final class StalledS3 implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int SIZE = 1 << 20;

  private final AtomicInteger stalled = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  StalledS3() throws IOException {
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean listing = String.valueOf(exchange.getRequestURI().getRawQuery()).contains("list-type");
    try (exchange) {
      switch (exchange.getRequestMethod()) {
        case "GET" -> {
          if (listing) {
            listing(exchange);
          } else {
            download(exchange);
          }
        }
        case "HEAD" ->
            exchange.sendResponseHeaders(
                exchange.getRequestURI().getPath().contains("/new") ? 404 : 200, -1);
        default -> {
          exchange.getRequestBody().readAllBytes();
          stall();
        }
      }
    }
  }

  private static void listing(HttpExchange exchange) throws IOException {
    byte[] empty =
        ("<?xml version=\"1.0\"?><ListBucketResult><Name>files</Name><KeyCount>0</KeyCount>"
                + "<IsTruncated>false</IsTruncated></ListBucketResult>")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/xml");
    exchange.sendResponseHeaders(200, empty.length);
    exchange.getResponseBody().write(empty);
  }

  private void download(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("ETag", "\"1\"");
    exchange.getResponseHeaders().add("Last-Modified", "Fri, 02 Jan 2026 03:04:05 GMT");
    exchange.getResponseHeaders().add("Content-Range", "bytes 0-%d/%d".formatted(SIZE - 1, SIZE));
    exchange.sendResponseHeaders(206, SIZE);
    exchange.getResponseBody().write(new byte[SIZE / 2]);
    exchange.getResponseBody().flush();
    stall();
  }

  /** How many calls stand still. */
  int stalled() {
    return stalled.get();
  }

  private void stall() {
    stalled.incrementAndGet();
    try {
      boolean over = closed.await(LONG.toSeconds(), TimeUnit.SECONDS);
      if (!over) {
        throw new IllegalStateException("nobody closed this S3 within " + LONG);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.close();
  }
}
