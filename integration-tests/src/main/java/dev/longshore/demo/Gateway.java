package dev.longshore.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * The process of a packaged gateway.
 *
 * @param name for the demo's user
 * @param ready where its management port says whether it is ready for clients
 */
record Gateway(String name, Process process, URI ready) {
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int OK = 200;

  /** Where a gateway with such ports at an address says whether it is ready. */
  static URI ready(InetAddress address, DemoPorts ports) {
    return URI.create(
        "http://%s:%d/q/health/ready".formatted(address.getHostAddress(), ports.management()));
  }

  boolean isReady(HttpClient http) throws InterruptedException {
    var request = HttpRequest.newBuilder(ready).timeout(ANSWER).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException e) {
      return false; // It does not listen yet.
    }
  }
}
