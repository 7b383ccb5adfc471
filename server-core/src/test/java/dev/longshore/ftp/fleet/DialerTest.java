package dev.longshore.ftp.fleet;

import static dev.longshore.ftp.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.relay.WireVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DialerTest {
  private final Board board = new Board();
  private final OwnLinks links = new OwnLinks();
  private final AtomicReference<Hello> said = new AtomicReference<>();
  private final AtomicInteger greetings = new AtomicInteger();
  private final Dialer dialer =
      new Dialer(
          new Identities(() -> TestReplica.KEYS),
          this::greeting,
          new Roster(TestReplica.PLAN, board, System::nanoTime),
          board,
          links,
          (_, _) -> {});
  private ServerSocket listening;
  private TestReplica other;

  /** Where it says to be somebody listens, or it would be gone by that. */
  @BeforeEach
  void start() throws IOException {
    listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    other = TestReplica.start(0);
    said.set(hello(UUID.randomUUID(), 1));
  }

  @AfterEach
  void close() throws IOException {
    other.close();
    listening.close();
  }

  private Hello greeting() {
    greetings.incrementAndGet();
    return said.get();
  }

  private Hello hello(UUID run, int slot) {
    return new Hello(WireVersion.OWN, run, slot, 1, TestReplica.PLAN, "", listening.getLocalPort());
  }

  @Test
  void whoSaidGoodbyeDoesNotGreetAgain() {
    try (Target target = new Target(other.address, links)) {
      dialer.start(target);
      await(() -> other.known().equals(List.of(1)) && target.feed().isPresent());

      int before = greetings.get();
      target.goodbye();
      await(() -> other.known().isEmpty());
      await(() -> !isDialled(other));
      assertThat(greetings).hasValue(before);
    }
  }

  @Test
  void aReplicaWithTwoAddressesHasOneLink() {
    List<Target> targets =
        Stream.of("127.0.0.1", "127.0.0.2")
            .map(host -> new InetSocketAddress(host, other.address.getPort()))
            .map(at -> new Target(at, links))
            .toList();
    targets.forEach(dialer::start);
    await(() -> targets.stream().allMatch(each -> each.leadsTo(other.run())));
    assertThat(targets.stream().filter(each -> each.feed().isPresent())).hasSize(1);

    int linked = targets.get(0).feed().isPresent() ? 0 : 1;
    targets.get(linked).close();
    await(() -> targets.get(1 - linked).feed().isPresent());
    targets.forEach(Target::close);
  }

  /** As where connections to an address were handed on to another replica, or back, for a while. */
  @Test
  void whoClaimsAnAddressWhereAnotherWasMetIsDialledAtOnce() {
    Hello own = said.get();
    said.set(hello(other.run(), 0));
    try (Target target = new Target(other.address, links)) {
      dialer.start(target);
      await(target::isSelf);
      said.set(own);
      long claimed = System.nanoTime();
      target.claimed(other.run());
      await(() -> target.feed().isPresent());
      // By itself it would look there again after fifteen seconds at the soonest.
      assertThat(Duration.ofNanos(System.nanoTime() - claimed)).isLessThan(Duration.ofSeconds(12));
    }
  }

  /** Whether others than the replica itself dial it. */
  private static boolean isDialled(TestReplica replica) {
    String link = "link-to-" + Address.text(replica.address);
    return Thread.getAllStackTraces().keySet().stream()
            .filter(t -> t.getName().equals(link))
            .count()
        > 1;
  }
}
