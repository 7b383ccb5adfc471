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
    try (TestReplica other = TestReplica.start(0);
        Dialer dialer =
            new Dialer(
                other.address,
                new Identities(() -> TestReplica.KEYS),
                () -> own,
                roster,
                board,
                new OwnLinks(),
                (_, _) -> {})) {
      dialer.start();
      await(() -> other.known().equals(List.of(1)) && dialer.feed().isPresent());

      dialer.goodbye();
      await(() -> !isDialled(other));
      assertThat(other.known()).isEmpty();
    }
  }

  @Test
  void aReplicaWithTwoAddressesHasOneLink() throws IOException {
    Board board = new Board();
    Roster roster = new Roster(TestReplica.PLAN, board, System::nanoTime);
    OwnLinks links = new OwnLinks();
    Identities identities = new Identities(() -> TestReplica.KEYS);
    try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        TestReplica other = TestReplica.start(0)) {
      int port = listening.getLocalPort();
      Hello own = new Hello(WireVersion.OWN, UUID.randomUUID(), 1, 1, TestReplica.PLAN, "", port);
      List<Dialer> dialers =
          Stream.of("127.0.0.1", "127.0.0.2")
              .map(host -> new InetSocketAddress(host, other.address.getPort()))
              .map(at -> new Dialer(at, identities, () -> own, roster, board, links, (_, _) -> {}))
              .toList();
      dialers.forEach(Dialer::start);
      await(() -> dialers.stream().allMatch(each -> each.leadsTo(other.run())));
      assertThat(dialers.stream().filter(each -> each.feed().isPresent())).hasSize(1);

      int linked = dialers.get(0).feed().isPresent() ? 0 : 1;
      dialers.get(linked).close();
      await(() -> dialers.get(1 - linked).feed().isPresent());
      dialers.forEach(Dialer::close);
    }
  }

  private static boolean isDialled(TestReplica replica) {
    String link = "link-to-" + Address.text(replica.address);
    return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals(link));
  }
}
