package dev.longshore.ftp.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.relay.Member;
import dev.longshore.ftp.relay.PortPlan;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RosterTest {
  private static final PortPlan PLAN = new PortPlan(20_000, 48, 8);
  private static final Key USER = SharedSessions.ofUser("alice");

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final Board board = new Board();
  private final Roster roster = new Roster(PLAN, board, now::get);

  private UUID meet(int slot, long incarnation, int address) {
    UUID run = UUID.randomUUID();
    meet(run, slot, incarnation, address);
    return run;
  }

  private void meet(UUID run, int slot, long incarnation, int address) {
    roster.met(new Hello(1, run, slot, incarnation, PLAN, "", 2190), at(address));
  }

  private static InetSocketAddress at(int address) {
    return new InetSocketAddress(InetAddress.ofLiteral("10.0.0." + address), 2190);
  }

  /** What other replicas are told of an address. */
  private Optional<Value> told(InetSocketAddress address) {
    Key key = new Key(Key.Topic.MEMBER, Address.text(address));
    return board.of(key) instanceof Message.Told(Key _, Value value)
        ? Optional.of(value)
        : Optional.empty();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  /** As two replicas at 127.0.0.11 and 127.0.0.12 whose connections come from 127.0.0.1. */
  @Test
  void whereAConnectionComesFromDoesNotUnseatWhoWasDialled() {
    UUID dialled = meet(1, 9, 1);
    roster.linked(new Hello(1, dialled, 1, 9, PLAN, "", 2190), at(100));
    roster.linked(new Hello(1, UUID.randomUUID(), 2, 7, PLAN, "", 2190), at(100));
    roster.linked(new Hello(1, UUID.randomUUID(), 3, 5, PLAN, "", 2190), at(1));
    roster.refused(at(100));

    assertThat(roster.members())
        .containsExactlyInAnyOrder(
            new Member(1, 9, at(1)), new Member(2, 7, at(100)), new Member(3, 5, at(1)));
  }

  @Test
  void whoSpeaksOnALinkIsNotGoneThoughNobodyOrAnotherAnswersAtItsAddress() {
    UUID speaks = meet(1, 9, 1);
    roster.linked(new Hello(1, speaks, 1, 9, PLAN, "", 2190), at(1));
    roster.told(speaks, USER, Value.of(2));
    roster.refused(at(1));
    meet(2, 9, 1);

    assertThat(roster.members()).contains(new Member(1, 9, at(1)));
    assertThat(roster.sum(USER)).isEqualTo(2);
    roster.unlinked(speaks);
    roster.refused(at(1));
    assertThat(roster.members()).isEmpty();
  }

  @Test
  void oneThatHasTwoAddressesLivesByBoth() {
    UUID run = meet(1, 9, 1);
    Member before = roster.members().getFirst();
    meet(run, 1, 9, 2);

    assertThat(roster.members()).containsExactly(new Member(1, 9, at(2)));
    assertThat(roster.lives(before)).isTrue();
    assertThat(roster.lives(new Member(1, 8, at(2)))).isFalse();
  }

  /** A process whose end nobody saw, and the next one at its address. */
  @Test
  void whoseLinkEndsIsGoneWhereAnotherOneAnswers() {
    UUID former = meet(1, 9, 1);
    roster.linked(new Hello(1, former, 1, 9, PLAN, "", 2190), at(1));
    meet(1, 10, 1);
    assertThat(roster.members()).hasSize(2);

    roster.unlinked(former);

    assertThat(roster.members()).containsExactly(new Member(1, 10, at(1)));
    assertThat(told(at(1))).contains(new Value(1, 10));
  }

  @Test
  void whoIsSilentTakesNothingFromTheOneThatIsThereNow() {
    UUID former = meet(1, 9, 1);
    roster.linked(new Hello(1, former, 1, 9, PLAN, "", 2190), at(1));
    pass(Duration.ofSeconds(4));
    meet(1, 10, 1);
    pass(Duration.ofSeconds(4));

    assertThat(roster.judge()).containsExactly(former);
    assertThat(told(at(1))).contains(new Value(1, 10));
  }

  @Test
  void aRefusalSaysNothingWhereOneSpeaks() {
    UUID speaks = meet(1, 9, 1);
    roster.linked(new Hello(1, speaks, 1, 9, PLAN, "", 2190), at(1));
    assertThat(roster.refused(at(1))).isFalse();
    roster.unlinked(speaks);
    assertThat(roster.refused(at(1))).isTrue();
  }

  /** As where all replicas have one file of settings. */
  @Test
  void whoWasDialledIsThereWhateverItSaysOfItsAddress() {
    UUID run = meet(1, 9, 1);
    roster.linked(new Hello(1, run, 1, 9, PLAN, "10.0.0.99", 2190), at(99));
    assertThat(roster.members()).containsExactly(new Member(1, 9, at(1)));
  }

  @Test
  void whoIsSilentForThreeBeatsIsDoubtfulAndAskedAfterThoseWhoLive() {
    UUID silent = meet(1, 9, 1);
    pass(Duration.ofSeconds(3));
    meet(1, 5, 2);
    pass(Duration.ofSeconds(4));

    assertThat(roster.judge()).containsExactly(silent);
    assertThat(roster.members()).containsExactly(new Member(1, 5, at(2)));
    assertThat(roster.owners(20_006)).extracting(Member::incarnation).containsExactly(5L, 9L);
  }

  @Test
  void ofTwoWhomTheirPlansGiveOnePortTheOneWithMoreSlotsLendsIt() {
    PortPlan before = new PortPlan(20_000, 48, 4);
    var old = new Roster(before, new Board(), now::get);
    old.met(new Hello(1, UUID.randomUUID(), 1, 9, PLAN, "", 2190), at(1));
    roster.met(new Hello(1, UUID.randomUUID(), 0, 9, before, "", 2190), at(2));

    assertThat(old.goesFirst(20_005)).isFalse();
    assertThat(old.goesFirst(20_006)).isTrue();
    assertThat(roster.goesFirst(20_006)).isFalse();
    pass(Duration.ofSeconds(7));
    old.judge();
    assertThat(old.goesFirst(20_006)).isFalse();
  }

  @Test
  void whoSpeaksAgainLives() {
    UUID run = meet(1, 9, 1);
    pass(Duration.ofSeconds(7));
    roster.judge();
    roster.heard(run);

    assertThat(roster.members()).hasSize(1);
    assertThat(roster.judge()).isEmpty();
  }

  @Test
  void whoWasLateHimselfHoldsNobodyForSilent() {
    meet(1, 9, 1);
    pass(Duration.ofMinutes(1));
    roster.beginAnew();

    assertThat(roster.judge()).isEmpty();
  }

  @Test
  void aDoubtfulOnesSessionsCountTenSecondsAndAGonesDoNot() {
    UUID run = meet(1, 9, 1);
    UUID other = meet(2, 9, 2);
    roster.told(run, USER, Value.of(3));
    roster.told(other, USER, Value.of(4));
    assertThat(roster.sum(USER)).isEqualTo(7);
    roster.goodbye(other);
    assertThat(roster.sum(USER)).isEqualTo(3);
    pass(Duration.ofSeconds(9));
    roster.judge();
    assertThat(roster.sum(USER)).isEqualTo(3);
    pass(Duration.ofSeconds(2));
    assertThat(roster.sum(USER)).isZero();
  }

  @Test
  void aRefusedDialIsTheEnd() {
    meet(1, 9, 1);
    roster.refused(at(1));
    assertThat(roster.owners(20_006)).isEmpty();
  }

  @Test
  void anotherProcessAtAnAddressIsTheEndOfTheOneBefore() {
    meet(1, 9, 1);
    meet(3, 10, 1);
    assertThat(roster.members()).containsExactly(new Member(3, 10, at(1)));
  }

  @Test
  void theOneThatDrainsIsAskedAfterItsSuccessor() {
    UUID leaving = meet(1, 20, 1);
    meet(1, 10, 2);
    roster.told(leaving, Peer.STATUS, Peer.status(true, true));
    assertThat(roster.owners(20_006)).extracting(Member::address).containsExactly(at(2), at(1));
  }

  @Test
  void aNewerOneOfASlotCountsOnceItServes() {
    Member self = new Member(1, 10, at(9));
    UUID other = meet(1, 20, 1);
    assertThat(roster.newer(self)).isEmpty();
    roster.told(other, Peer.STATUS, Peer.status(true, false));
    assertThat(roster.newer(self)).hasValue(new Member(1, 20, at(1)));
    assertThat(roster.newest(1)).isEqualTo(20);
    roster.goodbye(other);
    assertThat(roster.newer(self)).isEmpty();
    assertThat(roster.newest(1)).isEqualTo(20);
  }

  @Test
  void aSilentOneIsForgottenAfterTenMinutes() {
    meet(1, 9, 1);
    pass(Duration.ofSeconds(7));
    roster.judge();
    pass(Duration.ofMinutes(10));
    roster.judge();
    assertThat(roster.owners(20_006)).isEmpty();
  }
}
