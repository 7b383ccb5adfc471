package dev.longshore.ftp.fleet;

import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.fleet.Key.Topic;
import dev.longshore.ftp.relay.Fleet;
import dev.longshore.ftp.relay.Keyring;
import dev.longshore.ftp.relay.Member;
import dev.longshore.ftp.relay.PortPlan;
import dev.longshore.ftp.relay.Refusal;
import dev.longshore.ftp.relay.RelayPort;
import dev.longshore.ftp.relay.WireVersion;
import dev.longshore.ftp.user.RecentLoginFailures;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other replicas, known by links with all of them over the relay's port. Safe for many threads;
 * it has a platform thread that makes time pass, and one for each link.
 */
public final class LinkedFleet implements Fleet, SharedSessions, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LinkedFleet.class);

  /** How long a replica that begins waits for others at most. */
  private static final Duration JOINING = Duration.ofSeconds(20);

  private static final Duration GOODBYE = Duration.ofMillis(500);

  /** How many addresses are tried of which nobody knows who is there. */
  private static final int UNKNOWN_TRIED = 2;

  /**
   * What a replica is to the others.
   *
   * @param slot whose ports it lends
   * @param host the literal address that others reach it at; empty for the one it connects from
   * @param port its relay port
   */
  public record Identity(PortPlan plan, int slot, String host, int port) {}

  private final Identity identity;
  private final UUID run = UUID.randomUUID();
  private final Board board = new Board();
  private final Roster roster;
  private final Claim claim;
  private final Targets targets;
  private final Questions questions;
  private final LinkService links;
  private final Pulse pulse;
  private volatile BiConsumer<Key, Value> hearer = (_, _) -> {};
  private volatile ServerEvents events = new ServerEvents() {};
  private final long began = System.nanoTime();
  private volatile boolean joined;
  private volatile boolean draining;
  private volatile boolean closed;

  /**
   * @param clock milliseconds since 1970; how wrong it is does not matter
   * @param keys the keys of now
   */
  public LinkedFleet(Identity identity, long clock, Supplier<Keyring> keys, Discovery discovery) {
    this.identity = identity;
    this.roster = new Roster(identity.plan(), board, System::nanoTime);
    // The low bits part two that begin in the same millisecond.
    this.claim =
        new Claim(
            identity.slot(),
            (clock << 16) | (run.getLeastSignificantBits() & 0xffff),
            System::nanoTime);
    Identities identities = new Identities(keys);
    OwnLinks own = new OwnLinks();
    this.targets =
        new Targets(
            roster,
            own,
            new Dialer(identities, this::hello, roster, board, own, this::refused)::start);
    this.questions = new Questions(targets, roster);
    this.links = new LinkService(identities, this::hello, roster, new Heard());
    this.pulse = new Pulse(this::beat, roster::beginAnew, () -> joined, discovery, targets::found);
    board.put(Peer.STATUS, Peer.status(false, false));
  }

  /** Which process this is, as it says in its hellos. */
  UUID run() {
    return run;
  }

  /** Serves the connections by which others speak to this one. */
  public RelayPort.Service links() {
    return links;
  }

  /**
   * Begins to find others; the relay port accepts by now.
   *
   * @param told of each replica that is refused
   */
  public void start(ServerEvents told) {
    events = told;
    pulse.start();
  }

  private void refused(InetSocketAddress address, Refusal why) {
    why.tell(events, address.getAddress());
  }

  private Hello hello() {
    return new Hello(
        WireVersion.OWN,
        run,
        claim.slot(),
        claim.incarnation(),
        identity.plan(),
        identity.host(),
        identity.port());
  }

  /** What is done four times a second. */
  private void beat() {
    roster.judge().forEach(targets::again);
    targets.prune();
    if (!joined) {
      questions.askFirst();
    }
    // Of a predecessor that serves, or that served, it has to have heard before it is fixed how
    // new it is: it has to be newer, whatever their clocks say.
    boolean heardAll = targets.areKnown() && questions.isFirstAnswered();
    if (claim.raise(roster.newest(claim.slot()))) {
      targets.allAgain();
    }
    if (!joined && (heardAll || System.nanoTime() - began > JOINING.toNanos())) {
      claim.fix();
      joined = true;
      if (!heardAll) {
        LOG.warn(
            "joining takes {} s, for this replica has not found itself, or not heard all others;"
                + " where that stays so, longshore.fleet.dns-name or longshore.fleet.members is"
                + " wrong. Found: {}",
            JOINING.toSeconds(),
            targets.found());
      }
      tellStatus();
      LOG.info(
          "replica of slot {} has joined: {} others, incarnation {}",
          claim.slot(),
          roster.members().size(),
          claim.incarnation());
    }
    if (joined) {
      Optional<Member> newer = roster.newer(self());
      if (claim.judge(newer)) {
        newer.ifPresent(other -> events.slotTaken(claim.slot(), other.toString()));
      }
    }
  }

  private void tellStatus() {
    board.put(Peer.STATUS, Peer.status(joined, draining));
  }

  /** What links hear. */
  private final class Heard implements LinkService.Hearers {
    @Override
    public void at(UUID other, InetSocketAddress address) {
      targets.claimed(other, address);
    }

    @Override
    public void lost(UUID other) {
      if (!closed) {
        targets.again(other);
      }
    }

    @Override
    public void told(Key key, Value value) {
      if (key.topic() == Topic.MEMBER) {
        Address.parse(key.id()).ifPresent(targets::add);
      }
      hearer.accept(key, value);
    }

    @Override
    public void asked(UUID other, long number) {
      targets.feedOf(other).ifPresent(feed -> feed.answer(number));
    }
  }

  /** Wrong passwords count for all replicas from now on; once, before it begins. */
  public void share(RecentLoginFailures failures) {
    SharedLoginFailures shared = new SharedLoginFailures(failures, board);
    failures.toldTo(shared);
    hearer = shared::told;
  }

  @Override
  public Member self() {
    return new Member(
        claim.slot(),
        claim.incarnation(),
        InetSocketAddress.createUnresolved(identity.host(), identity.port()));
  }

  /** Whether it has found the others, and no newer process has its slot. */
  public boolean isReady() {
    return joined && !claim.isDisplaced();
  }

  @Override
  public boolean mayLend(int port) {
    return !claim.isDisplaced() && !roster.goesFirst(port);
  }

  @Override
  public List<Member> owners(int port) {
    List<Member> owners = new ArrayList<>(roster.owners(port));
    // Of whom nothing is known may be the successor of one that is gone.
    if (owners.stream().allMatch(owner -> !roster.lives(owner))) {
      identity.plan().owner(port).stream()
          .filter(slot -> slot != claim.slot())
          .boxed()
          .flatMap(
              slot ->
                  targets.open().stream()
                      .limit(UNKNOWN_TRIED)
                      .map(address -> new Member(slot, Member.UNKNOWN, address)))
          .forEach(owners::add);
    }
    return owners;
  }

  @Override
  public boolean lives(Member member) {
    return member.incarnation() == Member.UNKNOWN || roster.lives(member);
  }

  @Override
  public void refused(Member member) {
    if (roster.refused(member.address())) {
      targets.again(member.address());
    }
  }

  /** Whether a replica that lives is at an address. */
  public boolean isLinkedAt(InetAddress address) {
    return members().stream().anyMatch(m -> m.address().getAddress().equals(address));
  }

  /** Those that live. */
  public List<Member> members() {
    return roster.members();
  }

  @Override
  public void tell(Key key, int count) {
    if (count == 0) {
      board.remove(key);
    } else {
      board.put(key, Value.of(count));
    }
  }

  @Override
  public long elsewhere(Key key) {
    return roster.sum(key);
  }

  @Override
  public void refresh() {
    questions.refresh();
  }

  /** Tells the others that this replica is about to end: whoever is newer is asked first. */
  public void draining() {
    draining = true;
    tellStatus();
  }

  /** Says goodbye to all, and ends the links. */
  @Override
  public void close() {
    closed = true;
    pulse.close();
    links.close();
    targets.goodbye(GOODBYE);
    targets.close();
  }
}
