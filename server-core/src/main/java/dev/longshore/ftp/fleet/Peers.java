package dev.longshore.ftp.fleet;

import dev.longshore.ftp.fleet.Key.Topic;
import dev.longshore.ftp.relay.Member;
import dev.longshore.ftp.relay.PortPlan;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other processes that are known, and what the board tells of their addresses. Two may be said
 * to be at one, as a process and its successor. The {@link Roster} has them, under its lock.
 */
final class Peers {
  /** Of two plans the one with more slots: its replicas have none but these ports. */
  private static final Comparator<PortPlan> LENDS_FIRST =
      Comparator.comparingInt(PortPlan::slots)
          .reversed()
          .thenComparingInt(PortPlan::start)
          .thenComparingInt(PortPlan::count);

  private static final Logger LOG = LoggerFactory.getLogger(Peers.class);
  private static final int MOST = 1024;

  private final Board board;
  private final Map<UUID, Peer> byRun = new HashMap<>();

  /**
   * @param board is told whom this replica knows
   */
  Peers(Board board) {
    this.board = board;
  }

  Optional<Peer> find(UUID run) {
    return Optional.ofNullable(byRun.get(run));
  }

  Stream<Peer> all() {
    return byRun.values().stream();
  }

  /** Those who were heard lately. */
  Stream<Peer> living() {
    return all().filter(peer -> !peer.doubtful);
  }

  /** One that lives where another one is said to be. */
  Optional<Peer> otherAt(Peer one) {
    return living().filter(peer -> peer != one && peer.address().equals(one.address())).findFirst();
  }

  /**
   * One says hello, at an address.
   *
   * @return empty where it is new, and too many are known
   */
  Optional<Peer> says(Hello hello, InetSocketAddress address) {
    Peer peer = byRun.get(hello.run());
    if (peer == null) {
      if (byRun.size() >= MOST) {
        return Optional.empty();
      }
      peer = new Peer(hello, address);
      byRun.put(hello.run(), peer);
      LOG.info("{} is there, incarnation {}", peer, hello.incarnation());
    } else if (!peer.address().equals(address)) {
      tellNoMore(peer);
    }
    peer.says(hello, address);
    return Optional.of(peer);
  }

  /** Who owns a port by its own plan: those who live first, the newest first. */
  List<Member> owners(int port) {
    return all()
        .filter(p -> p.hello().plan().owner(port).stream().anyMatch(s -> s == p.hello().slot()))
        .sorted(
            Comparator.comparing((Peer p) -> p.doubtful)
                .thenComparing(Peer::isDraining)
                .thenComparing(p -> p.hello().incarnation(), Comparator.reverseOrder()))
        .map(Peer::member)
        .toList();
  }

  /**
   * Whether one that lives has a port by another plan than this replica's, as in a roll-out that
   * changes the plan, and is the one of the two to lend it: two that lend one port could mistake
   * each other's clients.
   */
  boolean goesFirst(int port, PortPlan plan) {
    return living()
        .map(Peer::hello)
        .filter(other -> !other.plan().equals(plan))
        .filter(other -> other.plan().owner(port).equals(OptionalInt.of(other.slot())))
        .anyMatch(other -> LENDS_FIRST.compare(other.plan(), plan) < 0);
  }

  void remove(Predicate<Peer> which, String why) {
    for (Peer peer : List.copyOf(byRun.values())) {
      if (which.test(peer)) {
        byRun.remove(peer.hello().run());
        tellNoMore(peer);
        LOG.info("{} is gone: {}", peer, why);
      }
    }
  }

  /** Others may look for it at its address. */
  void tell(Peer peer) {
    board.put(memberKey(peer), new Value(peer.hello().slot(), peer.hello().incarnation()));
  }

  /** They no longer shall, but for another one there. */
  void tellNoMore(Peer peer) {
    board.remove(memberKey(peer));
    otherAt(peer).ifPresent(this::tell);
  }

  private static Key memberKey(Peer peer) {
    return new Key(Topic.MEMBER, Address.text(peer.address()));
  }
}
