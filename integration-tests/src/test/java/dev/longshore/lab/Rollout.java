package dev.longshore.lab;

import dev.longshore.it.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Replaces replicas as a StatefulSet does: the one of the highest slot first, SIGTERM, its end, its
 * successor in a pod with another address, and the next one only when that one is ready. The
 * balancer and DNS learn of each change as late as they are said to.
 */
final class Rollout {
  private final Laboratory lab;
  private final int slots;
  private final UnaryOperator<Gateway.Builder> settings;
  private Duration balancerDelay = Duration.ZERO;
  private Duration namesDelay = Duration.ZERO;
  private Duration grace = Duration.ofSeconds(60);

  /**
   * Of this laboratory's replicas.
   *
   * @param slots as its replicas were started with
   */
  Rollout(Laboratory lab, int slots, UnaryOperator<Gateway.Builder> settings) {
    this.lab = lab;
    this.slots = slots;
    this.settings = settings;
  }

  /** How long after SIGTERM the balancer still sends new connections to the one that ends. */
  Rollout balancerLearnsAfter(Duration delay) {
    balancerDelay = delay;
    return this;
  }

  /** How old the answers of DNS are. */
  Rollout namesLearnAfter(Duration delay) {
    namesDelay = delay;
    return this;
  }

  /** How long after SIGTERM a replica may take to end; then the scene has failed. */
  Rollout grace(Duration bound) {
    grace = bound;
    return this;
  }

  /** Replaces all of them and returns the new ones, which are ready and known to all. */
  List<Replica> run() throws IOException, InterruptedException {
    List<Replica> replicas = new ArrayList<>(lab.replicas());
    List<CompletableFuture<Void>> lessons = new ArrayList<>();
    for (int i = replicas.size() - 1; i >= 0; i--) {
      Replica old = replicas.get(i);
      List<Replica> others = replicas.stream().filter(each -> each != old).toList();
      old.terminate();
      CompletableFuture<Void> forgotten = after(balancerDelay, () -> lab.balancer().knows(others));
      if (!old.ends(grace)) {
        throw new AssertionError(old.name() + " did not end within " + grace + "\n" + old.log());
      }
      replicas.set(i, lab.replica(old.slot(), slots, settings).awaitReady());
      forgotten.join();
      List<Replica> now = List.copyOf(replicas);
      lab.balancer().knows(now);
      lessons.add(after(namesDelay, () -> lab.names().knows(now)));
    }
    lessons.forEach(CompletableFuture::join);
    lab.replaced(replicas);
    return lab.replicas();
  }

  private interface Lesson {
    void learn() throws IOException, InterruptedException;
  }

  private static CompletableFuture<Void> after(Duration delay, Lesson lesson) {
    Executor later = CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
    return CompletableFuture.runAsync(
        () -> {
          try {
            lesson.learn();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        later);
  }
}
