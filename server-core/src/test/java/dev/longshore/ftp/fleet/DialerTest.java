package dev.longshore.ftp.fleet;

import static dev.longshore.ftp.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.relay.WireVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DialerTest {
  @Test
  void whoSaidGoodbyeDoesNotGreetAgain() throws IOException {
    Board board = new Board();
    Roster roster = new Roster(TestReplica.PLAN, board, System::nanoTime);
    // Where it says to be somebody listens, or it would be gone by that.
    try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      greetsOnce(listening.getLocalPort(), roster, board);
    }
  }

  private static void greetsOnce(int port, Roster roster, Board board) throws IOException {
    Hello own = new Hello(WireVersion.OWN, UUID.randomUUID(), 1, 1, TestReplica.PLAN, "", port);
    OwnLinks links = new OwnLinks();
    try (TestReplica other = TestReplica.start(0);
        Target target = new Target(other.address, links)) {
      dialer(() -> own, roster, board, links).start(target);
      await(() -> other.known().equals(List.of(1)) && target.feed().isPresent());

      target.goodbye();
      await(() -> !isDialled(other));
      assertThat(other.known()).isEmpty();
    }
  }

  @Test
  void aReplicaWithTwoAddressesHasOneLink() throws IOException {
    Board board = new Board();
    Roster roster = new Roster(TestReplica.PLAN, board, System::nanoTime);
    OwnLinks links = new OwnLinks();
    try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        TestReplica other = TestReplica.start(0)) {
      int port = listening.getLocalPort();
      Hello own = new Hello(WireVersion.OWN, UUID.randomUUID(), 1, 1, TestReplica.PLAN, "", port);
      List<Target> targets =
          Stream.of("127.0.0.1", "127.0.0.2")
              .map(host -> new InetSocketAddress(host, other.address.getPort()))
              .map(at -> new Target(at, links))
              .toList();
      targets.forEach(dialer(() -> own, roster, board, links)::start);
      await(() -> targets.stream().allMatch(each -> each.leadsTo(other.run())));
      assertThat(targets.stream().filter(each -> each.feed().isPresent())).hasSize(1);

      int linked = targets.get(0).feed().isPresent() ? 0 : 1;
      targets.get(linked).close();
      await(() -> targets.get(1 - linked).feed().isPresent());
      targets.forEach(Target::close);
    }
  }

  /** As where connections to an address were handed on to another replica, or back, for a while. */
  @Test
  void whoClaimsAnAddressWhereAnotherWasMetIsDialledAtOnce() throws IOException {
    Board board = new Board();
    Roster roster = new Roster(TestReplica.PLAN, board, System::nanoTime);
    OwnLinks links = new OwnLinks();
    try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        TestReplica other = TestReplica.start(0)) {
      int port = listening.getLocalPort();
      Hello own = new Hello(WireVersion.OWN, UUID.randomUUID(), 1, 1, TestReplica.PLAN, "", port);
      Hello others = new Hello(WireVersion.OWN, other.run(), 0, 1, TestReplica.PLAN, "", port);
      AtomicReference<Hello> said = new AtomicReference<>(others);
      try (Target target = new Target(other.address, links)) {
        dialer(said::get, roster, board, links).start(target);
        await(target::isSelf);
        said.set(own);
        target.claimed(other.run());
        await(() -> target.feed().isPresent());
      }
    }
  }

  private static Dialer dialer(Supplier<Hello> own, Roster roster, Board board, OwnLinks links) {
    Identities identities = new Identities(() -> TestReplica.KEYS);
    return new Dialer(identities, own, roster, board, links, (_, _) -> {});
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
