package dev.longshore.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The gateways of a demo: all are there, or the demo is over. One thread starts them and waits, and
 * any may close this, at any time; nothing starts after that.
 */
final class Gateways implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final List<Gateway> gateways = new ArrayList<>();
  private boolean closed;

  /**
   * Starts one more, which the caller has made and named.
   *
   * @throws DemoFailure when this was closed
   */
  synchronized void start(String name, ProcessBuilder builder, URI ready)
      throws DemoFailure, IOException {
    if (closed) {
      throw new DemoFailure("it was stopped before " + name + " had started");
    }
    gateways.add(new Gateway(name, builder.start(), ready));
  }

  private synchronized List<Gateway> all() {
    return List.copyOf(gateways);
  }

  /**
   * Waits until all are ready for clients.
   *
   * @throws DemoFailure when one is not within this time, or has ended
   */
  void awaitReady(Duration bound) throws DemoFailure, InterruptedException {
    long end = System.nanoTime() + bound.toNanos();
    try (var http = HttpClient.newBuilder().connectTimeout(bound).build()) {
      for (Gateway gateway : all()) {
        while (!gateway.isReady(http)) {
          requireAllThere();
          if (System.nanoTime() > end) {
            throw new DemoFailure(
                gateway.name() + " is not ready after " + bound.toSeconds() + " seconds");
          }
          gateway.process().waitFor(PAUSE);
        }
      }
    }
  }

  private void requireAllThere() throws DemoFailure {
    for (Gateway gateway : all()) {
      if (!gateway.process().isAlive()) {
        throw new DemoFailure(
            gateway.name() + " has ended with status " + gateway.process().exitValue());
      }
    }
  }

  /**
   * Waits, for as long as they all run, for the end of any.
   *
   * @throws DemoFailure saying which it was
   */
  void awaitEnd() throws DemoFailure {
    var ends = all().stream().map(gateway -> gateway.process().onExit());
    CompletableFuture.anyOf(ends.toArray(CompletableFuture[]::new)).join();
    requireAllThere();
  }

  /** Ends all of them at once, by force those that take too long. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    List<Process> processes = all().stream().map(Gateway::process).toList();
    processes.forEach(Process::destroy);
    long end = System.nanoTime() + STOP.toNanos();
    try {
      for (Process process : processes) {
        process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }
}
