package dev.longshore.ftp.fleet;

import static dev.longshore.ftp.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.relay.Keyring;
import dev.longshore.ftp.relay.Member;
import dev.longshore.ftp.relay.PortPlan;
import dev.longshore.ftp.relay.Preamble;
import dev.longshore.ftp.relay.WireVersion;
import dev.longshore.ftp.user.LoginFailures;
import dev.longshore.ftp.user.Network;
import dev.longshore.ftp.user.RecentLoginFailures;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkedFleetTest {
  private final List<TestReplica> replicas = new ArrayList<>();

  private TestReplica with(TestReplica replica) {
    replicas.add(replica);
    return replica;
  }

  @AfterEach
  void close() {
    replicas.forEach(TestReplica::close);
  }

  @Test
  void aReplicaThatIsAloneIsReadyAtOnce() throws IOException {
    TestReplica alone = with(TestReplica.start(0));
    await(alone.fleet::isReady);
    assertThat(alone.known()).isEmpty();
  }

  @Test
  void whoIsKnownToOneIsToldToAll() throws IOException {
    TestReplica first = with(TestReplica.start(0));
    for (int slot = 1; slot < 8; slot++) {
      with(TestReplica.start(slot, first));
    }
    await(() -> replicas.stream().allMatch(r -> r.known().size() == 7 && r.fleet.isReady()));
    assertThat(replicas.get(3).known()).containsExactly(0, 1, 2, 4, 5, 6, 7);
  }

  @Test
  void thePortOfASlotIsThatReplicas() throws IOException {
    TestReplica first = with(TestReplica.start(0));
    TestReplica second = with(TestReplica.start(1, first));
    await(() -> first.known().equals(List.of(1)) && second.fleet.isReady());

    assertThat(first.fleet.owners(20_006))
        .containsExactly(new Member(1, second.fleet.self().incarnation(), second.address));
    assertThat(first.fleet.owners(20_000)).isEmpty();
    assertThat(first.fleet.owners(20_047)).isEmpty();
  }

  @Test
  void whoSaysGoodbyeIsGoneAtOnce() throws IOException {
    TestReplica first = with(TestReplica.start(0));
    TestReplica second = TestReplica.start(1, first);
    await(() -> first.known().equals(List.of(1)));

    second.fleet.close();
    await(() -> first.known().isEmpty());
    // Where it was, its successor may be, until the port is closed.
    assertThat(first.fleet.owners(20_006))
        .noneMatch(owner -> owner.incarnation() == second.fleet.self().incarnation());

    second.port.close();
    await(() -> first.fleet.owners(20_006).isEmpty());
  }

  @Test
  void aReplicaWithAnotherSecretIsNobody() throws Exception {
    TestReplica first = with(TestReplica.start(0));
    Keyring other = TestReplica.keys("a secret that nobody else has");
    TestReplica stranger = with(TestReplica.start(TestReplica.PLAN, 1, 1, other, first));

    await(stranger.fleet::isReady);
    assertThat(stranger.known()).isEmpty();
    assertThat(first.known()).isEmpty();
    assertThat(first.unproven.take()).contains("without a secret");
  }

  @Test
  void aSecretIsReplacedWithoutAGap() throws IOException {
    TestReplica first = with(TestReplica.start(0));
    TestReplica second = with(TestReplica.start(1, first));
    await(() -> first.known().equals(List.of(1)) && second.known().equals(List.of(0)));
    String before = "a secret that all of them have";
    String after = "the one that they have afterwards";

    for (Keyring keys :
        List.of(
            TestReplica.keys(before, after),
            TestReplica.keys(after, before),
            TestReplica.keys(after))) {
      for (TestReplica each : replicas) {
        each.use(keys);
        first.fleet.tell(SharedSessions.ofUser("u"), 1);
        second.fleet.refresh();
        assertThat(second.fleet.elsewhere(SharedSessions.ofUser("u"))).isEqualTo(1);
      }
    }
    TestReplica third =
        with(TestReplica.start(TestReplica.PLAN, 2, 1, replicas.getFirst().keys(), first));
    await(() -> third.known().equals(List.of(0, 1)));
  }

  @Test
  void ofTwoWithOneSlotTheOneThatCameLaterServesThoughItsClockIsAnHourBehind() throws IOException {
    long now = System.currentTimeMillis();
    long hour = Duration.ofHours(1).toMillis();
    TestReplica ahead = with(TestReplica.start(TestReplica.PLAN, 0, now + hour, TestReplica.KEYS));
    await(ahead.fleet::isReady);
    TestReplica right = with(TestReplica.start(TestReplica.PLAN, 0, now, TestReplica.KEYS, ahead));

    await(() -> right.fleet.isReady() && !ahead.fleet.isReady());
    assertThat(ahead.fleet.mayLend(TestReplica.PLAN.start())).isFalse();
    assertThat(right.fleet.self().incarnation()).isGreaterThan(ahead.fleet.self().incarnation());
  }

  @Test
  void whoJoinsHearsFirstWhatOthersKnowOfItsSlot() throws Exception {
    try (HandMadeReplica other = new HandMadeReplica(WireVersion.OWN, 20_000, 48, 8);
        TestReplica joining = TestReplica.start(0, Set.of(other.address()))) {
      DataOutputStream link = other.link(joining);
      Long question = other.questions.poll(10, TimeUnit.SECONDS);
      assertThat(question).isNotNull();
      assertThat(joining.fleet.isReady()).isFalse();

      new Message.Told(new Key(Key.Topic.INCARNATION, "0"), Value.of(1L << 62)).write(link);
      new Message.Answer(question).write(link);
      await(joining.fleet::isReady);
      assertThat(joining.fleet.self().incarnation()).isGreaterThan(1L << 62);
    }
  }

  /** Bytes of a link that was given up may come later than the first of the next one. */
  @Test
  void aLinkThatHasASuccessorSaysNoMore() throws Exception {
    Key user = SharedSessions.ofUser("alice");
    Key another = SharedSessions.ofUser("bob");
    try (HandMadeReplica other = new HandMadeReplica(WireVersion.OWN, 20_000, 48, 8);
        TestReplica replica = TestReplica.start(0, Set.of(other.address()))) {
      DataOutputStream former = other.link(replica);
      new Message.Told(user, Value.of(3)).write(former);
      await(() -> replica.fleet.elsewhere(user) == 3);

      DataOutputStream link = other.link(replica);
      new Message.Told(user, Value.of(1)).write(link);
      await(() -> replica.fleet.elsewhere(user) == 1);
      assertThatThrownBy(
              () -> {
                while (true) {
                  new Message.Told(user, Value.of(7)).write(former);
                }
              })
          .isInstanceOf(IOException.class);
      new Message.Told(another, Value.of(1)).write(link);
      await(() -> replica.fleet.elsewhere(another) == 1);
      assertThat(replica.fleet.elsewhere(user)).isEqualTo(1);
    }
  }

  /** A preamble that was seen on the wire, and what no key has made behind it. */
  @Test
  void aConnectionThatIsRefusedDoesNotMakeOneForgottenThatIsHeard() throws IOException {
    Key key = SharedSessions.ofUser("someone");
    TestReplica one = with(TestReplica.start(0));
    TestReplica two = with(TestReplica.start(1, one));
    await(() -> one.known().equals(List.of(1)) && two.known().equals(List.of(0)));
    two.fleet.tell(key, 3);
    await(() -> one.fleet.elsewhere(key) == 3);

    one.fleet.refused(one.fleet.members().getFirst());

    assertThat(one.known()).containsExactly(1);
    assertThat(one.fleet.elsewhere(key)).isEqualTo(3);
  }

  @Test
  void aLinkThatProvesNothingIsTold() throws Exception {
    TestReplica replica = with(TestReplica.start(0));
    try (Socket socket = new Socket(replica.address.getAddress(), replica.address.getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      Preamble.create(Preamble.Kind.LINK, replica.keys().first()).write(out);
      out.write(new byte[100]);
      assertThat(replica.unproven.poll(10, TimeUnit.SECONDS)).startsWith("no link: ");
    }
  }

  @Test
  void aSlotsNextProcessIsNewerThanTheOneThatIsGone() throws IOException {
    long now = System.currentTimeMillis();
    TestReplica other = with(TestReplica.start(1));
    TestReplica ahead =
        TestReplica.start(TestReplica.PLAN, 0, now + 3_600_000, TestReplica.KEYS, other);
    await(() -> ahead.fleet.isReady() && other.known().equals(List.of(0)));
    long before = ahead.fleet.self().incarnation();
    other.fleet.refresh();
    ahead.close();

    TestReplica next = with(TestReplica.start(TestReplica.PLAN, 0, now, TestReplica.KEYS, other));
    await(next.fleet::isReady);
    assertThat(next.fleet.self().incarnation()).isGreaterThan(before);
  }

  @Test
  void sessionsElsewhereAreKnownWithinASecondAndAtOnceWhenAsked() throws IOException {
    TestReplica first = with(TestReplica.start(0));
    TestReplica second = with(TestReplica.start(1, first));
    await(() -> first.known().equals(List.of(1)) && second.known().equals(List.of(0)));
    Key user = SharedSessions.ofUser("alice");

    first.fleet.tell(user, 3);
    await(() -> second.fleet.elsewhere(user) == 3);
    first.fleet.tell(user, 2);
    second.fleet.refresh();
    assertThat(second.fleet.elsewhere(user)).isEqualTo(2);
    first.fleet.tell(user, 0);
    await(() -> second.fleet.elsewhere(user) == 0);
    assertThat(first.fleet.elsewhere(user)).isZero();
  }

  @Test
  void aLockOutHoldsEverywhereAndOutlivesTheOneThatSawIt() throws IOException {
    RecentLoginFailures seen = failures();
    RecentLoginFailures told = failures();
    TestReplica first = with(TestReplica.start(0));
    TestReplica second = TestReplica.start(1, first);
    first.fleet.share(told);
    second.fleet.share(seen);
    await(() -> first.known().equals(List.of(1)) && second.known().equals(List.of(0)));
    LoginFailures.Subject guesser =
        new LoginFailures.Subject(Network.parse("192.0.2.1"), Optional.of("alice"));

    for (int i = 0; i < 5; i++) {
      seen.add(guesser);
    }
    await(() -> told.count(guesser) == 5);
    second.close();
    TestReplica third = with(TestReplica.start(2, first));
    RecentLoginFailures learnt = failures();
    third.fleet.share(learnt);
    await(() -> learnt.count(guesser) == 5);
    learnt.clear(guesser);
    await(() -> told.count(guesser) == 0);
  }

  private static RecentLoginFailures failures() {
    return new RecentLoginFailures(4096, Duration.ofMinutes(10), System::nanoTime);
  }

  @Test
  void aReplicaOfAnotherPlanOwnsWhatItsPlanSays() throws IOException {
    TestReplica first = with(TestReplica.start(0));
    PortPlan finer = new PortPlan(20_000, 48, 16);
    TestReplica second = with(TestReplica.start(finer, 1, 1, TestReplica.KEYS, first));
    await(() -> first.known().equals(List.of(1)) && second.known().equals(List.of(0)));

    assertThat(first.fleet.owners(20_003).stream().map(Member::slot)).containsExactly(1);
    assertThat(second.fleet.owners(20_003).stream().map(Member::slot)).containsExactly(0);
  }

  /** 132 links, of 20 ms of a processor each. */
  @Test
  void twelveFindEachOther() throws IOException {
    PortPlan plan = new PortPlan(20_000, 12, 12);
    TestReplica first = with(TestReplica.start(plan, 0, 1, TestReplica.KEYS));
    for (int slot : IntStream.range(1, 12).toArray()) {
      with(TestReplica.start(plan, slot, 1, TestReplica.KEYS, first));
    }
    await(() -> replicas.stream().allMatch(r -> r.known().size() == 11));
  }

  @Test
  void strangersInCrowdsCostNobodyHisLinks() throws IOException {
    TestReplica first = with(TestReplica.start(0));
    TestReplica second = with(TestReplica.start(1, first));
    await(() -> first.known().equals(List.of(1)) && second.known().equals(List.of(0)));
    List<Socket> strangers = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Socket socket = new Socket(first.address.getAddress(), first.address.getPort());
        strangers.add(socket);
        if (i % 2 == 0) {
          socket.getOutputStream().write(new byte[4096]);
        }
      }
      TestReplica third = with(TestReplica.start(2, first));
      await(() -> third.known().equals(List.of(0, 1)) && first.known().equals(List.of(1, 2)));
    } finally {
      for (Socket socket : strangers) {
        socket.close();
      }
    }
  }
}
