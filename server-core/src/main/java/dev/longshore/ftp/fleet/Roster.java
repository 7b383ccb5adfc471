package dev.longshore.ftp.fleet;

import dev.longshore.ftp.event.LogPace;
import dev.longshore.ftp.fleet.Key.Topic;
import dev.longshore.ftp.relay.Member;
import dev.longshore.ftp.relay.PortPlan;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other replicas, and what each told of itself. Nothing here waits or connects: links say what
 * they hear, and a pulse makes time pass. Safe for many threads.
 */
final class Roster {
  private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

  /** After three silent beats it is doubtful whether a replica lives. */
  static final Duration SILENCE = Feed.BEAT.multipliedBy(3);

  /** How long the sessions of a doubtful replica count. */
  private static final Duration SESSIONS_LAST = Duration.ofSeconds(10);

  /** How long the last address of a doubtful replica is tried. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private final PortPlan plan;
  private final LongSupplier nanos;
  private final Peers peers;
  private final Incarnations incarnations;
  private final LogPace unheard = new LogPace(Duration.ofMinutes(1));

  /**
   * @param plan of this replica
   * @param board is told whom this replica knows
   * @param nanos the time that passes, as {@link System#nanoTime}
   */
  Roster(PortPlan plan, Board board, LongSupplier nanos) {
    this.plan = plan;
    this.peers = new Peers(board);
    this.incarnations = new Incarnations(board);
    this.nanos = nanos;
  }

  /**
   * A replica speaks on a link.
   *
   * @param address where it says that it is, or else where its connection comes from: nobody may
   *     listen there, so one that answered elsewhere stays there
   */
  synchronized void linked(Hello hello, InetSocketAddress address) {
    Optional<Peer> known = find(hello.run());
    InetSocketAddress kept = known.map(Peer::address).orElse(address);
    boolean says = !hello.host().isEmpty() && known.stream().noneMatch(peer -> peer.dialled);
    if (says) {
      unseat(hello, address);
    }
    add(hello, says ? address : kept);
    find(hello.run())
        .ifPresent(
            peer -> {
              peer.linked = true;
              peer.spoke = true;
            });
  }

  /** That link has ended. Where another one answered meanwhile, it was the last of this one. */
  synchronized void unlinked(UUID run) {
    find(run).ifPresent(peer -> peer.linked = false);
    remove(
        peer -> peer.hello().run().equals(run) && peers.otherAt(peer).isPresent(),
        "another process answers there");
  }

  /** A replica answered where it was dialled. */
  synchronized void met(Hello hello, InetSocketAddress address) {
    unseat(hello, address);
    add(hello, address);
    find(hello.run()).ifPresent(peer -> peer.dialled = true);
  }

  private void unseat(Hello hello, InetSocketAddress address) {
    remove(
        peer -> isOnlyKnownAt(peer, address) && !peer.hello().run().equals(hello.run()),
        "another process answers there");
  }

  /** Who speaks on a link lives, wherever it is: a balancer or a wrong address may be between. */
  private static boolean isOnlyKnownAt(Peer peer, InetSocketAddress address) {
    return peer.address().equals(address) && !peer.linked;
  }

  private void add(Hello hello, InetSocketAddress address) {
    boolean isNew = find(hello.run()).isEmpty();
    Optional<Peer> peer = peers.says(hello, address);
    if (isNew && !hello.plan().equals(plan)) {
      peer.ifPresent(
          p ->
              LOG.warn(
                  "{} has another plan of passive ports, {}, and is asked by that",
                  p,
                  hello.plan()));
    }
    peer.ifPresent(this::lives);
  }

  private void lives(Peer peer) {
    if (peer.doubtful && peer.spoke) {
      LOG.info("{} is back", peer);
    }
    peer.doubtful = false;
    peer.heard = nanos.getAsLong();
    peers.tell(peer);
  }

  /** It said something. */
  synchronized void heard(UUID run) {
    find(run)
        .ifPresent(
            peer -> {
              if (peer.doubtful) {
                lives(peer);
              }
              peer.heard = nanos.getAsLong();
            });
  }

  synchronized void told(UUID run, Key key, Value value) {
    find(run).ifPresent(peer -> peer.told(key, value));
    if (key.topic() == Topic.INCARNATION) {
      incarnations.told(key, value.first());
    }
    find(run)
        .filter(peer -> key.equals(Peer.STATUS) && peer.isServing())
        .ifPresent(peer -> incarnations.note(peer.hello().slot(), peer.hello().incarnation()));
  }

  synchronized void removed(UUID run, Key key) {
    find(run).ifPresent(peer -> peer.removed(key));
  }

  synchronized void reset(UUID run) {
    find(run).ifPresent(Peer::reset);
  }

  synchronized void answered(UUID run, long number) {
    find(run).ifPresent(peer -> peer.answered = Math.max(peer.answered, number));
    notifyAll();
  }

  /** It said that it ends. */
  synchronized void goodbye(UUID run) {
    remove(peer -> peer.hello().run().equals(run), "it has ended");
  }

  /**
   * Nobody listens at an address, so no replica lives there but one that speaks on a link.
   *
   * @return whether none does
   */
  synchronized boolean refused(InetSocketAddress address) {
    remove(peer -> isOnlyKnownAt(peer, address), "nobody listens there any more");
    return !isAt(address);
  }

  private void remove(Predicate<Peer> which, String why) {
    peers.remove(which, why);
    notifyAll();
  }

  /**
   * Finds out who is silent.
   *
   * @return those who have just become doubtful
   */
  synchronized List<UUID> judge() {
    long now = nanos.getAsLong();
    remove(
        peer -> peer.doubtful && now - peer.heard > FORGOTTEN.toNanos(),
        "it was silent for " + FORGOTTEN.toMinutes() + " minutes");
    List<UUID> silent = new ArrayList<>();
    for (Peer peer : peers.living().toList()) {
      if (now - peer.heard > SILENCE.toNanos()) {
        peer.doubtful = true;
        peers.tellNoMore(peer);
        silent.add(peer.hello().run());
        logSilent(peer);
      }
    }
    notifyAll();
    return silent;
  }

  private void logSilent(Peer peer) {
    if (peer.spoke) {
      LOG.warn("{} is silent: what is its own is tried with it, and may fail", peer);
      return;
    }
    unheard
        .turn()
        .ifPresent(
            others ->
                LOG.warn(
                    "{} answers, and was never heard: it does not reach this replica's relay port;"
                        + " longshore.fleet.address may be wrong, or a firewall between{}",
                    peer,
                    LogPace.andOthers(others)));
  }

  /** This replica was late itself, so nobody's silence says anything. */
  synchronized void beginAnew() {
    peers.living().forEach(p -> p.heard = nanos.getAsLong());
  }

  /** See {@link Peers#owners}. */
  synchronized List<Member> owners(int port) {
    return peers.owners(port);
  }

  /** See {@link Peers#goesFirst}. */
  synchronized boolean goesFirst(int port) {
    return peers.goesFirst(port, plan);
  }

  /** Whether a replica is known to live, at whichever of its addresses. */
  synchronized boolean lives(Member member) {
    return peers.living().anyMatch(p -> p.member().isSame(member));
  }

  /** Whether a replica is known to be at an address. */
  synchronized boolean isAt(InetSocketAddress address) {
    return peers.all().anyMatch(peer -> peer.address().equals(address));
  }

  /** The newest other process of a slot that lives and serves, if it is newer. */
  synchronized Optional<Member> newer(Member self) {
    return peers
        .living()
        .filter(p -> p.hello().slot() == self.slot() && p.isServing())
        .filter(p -> p.hello().incarnation() > self.incarnation())
        .max(Comparator.comparingLong(p -> p.hello().incarnation()))
        .map(Peer::member);
  }

  /** The newest incarnation of a slot that anybody has heard of; 0 if none. */
  synchronized long newest(int slot) {
    return incarnations.newest(slot);
  }

  /** The sum of a number over all others. */
  synchronized long sum(Key key) {
    long now = nanos.getAsLong();
    return peers
        .all()
        .filter(p -> !p.doubtful || now - p.heard < SESSIONS_LAST.toNanos())
        .mapToLong(p -> p.first(key))
        .sum();
  }

  /** Whether all who live have answered a question, or a later one. */
  synchronized boolean haveAnswered(long number) {
    return peers.living().allMatch(p -> p.answered >= number);
  }

  /** Waits until all who live have answered a question, or the time is over. */
  synchronized void awaitAnswers(long number, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long left = patience.toMillis();
    while (left > 0 && !haveAnswered(number)) {
      wait(left);
      left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    }
  }

  /** Those who live. */
  synchronized List<Member> members() {
    return peers.living().map(Peer::member).toList();
  }

  private Optional<Peer> find(UUID run) {
    return peers.find(run);
  }
}
