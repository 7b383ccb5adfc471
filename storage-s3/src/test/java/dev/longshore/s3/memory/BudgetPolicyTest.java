package dev.longshore.s3.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is decided about memory, and that it can not end in a deadlock; without threads and time.
 */
class BudgetPolicyTest {
  private static final int MIB = 1 << 20;

  private final BudgetPolicy policy = BudgetPolicy.of(256 * MIB, 5 * MIB);
  private final Ledger ledger = new Ledger(policy.total());

  private Holding fill(String user, int chunks, Pot pot) {
    Holding part = Holding.none(user);
    for (int i = 0; i < chunks; i++) {
      part = ledger.grant(part, pot);
    }
    return part;
  }

  private void takeAllThatIsSpare(String user) {
    fill(user, policy.total() - policy.reserve() - policy.small(), Pot.SPARE);
  }

  @Test
  void whatIsKeptForFinishersIsEnoughForAllOfThem() {
    assertThat(policy.reserve()).isEqualTo(policy.mostFinishers() * policy.smallestPart());
    assertThat(policy.total()).isGreaterThan(policy.reserve() + policy.small());
  }

  private Optional<Holding> next(Holding... waiting) {
    return policy.next(ledger, List.of(waiting), part -> part).map(BudgetPolicy.Turn::who);
  }

  @Test
  void thePartThatLacksLeastIsServedFirst() {
    Holding far = fill("one", 1, Pot.SPARE);
    Holding near = fill("another", 3, Pot.SPARE);

    assertThat(next(Holding.none("third"), far, near)).containsSame(near);
  }

  @Test
  void aUserWhoHoldsMoreThanAShareIsServedLast() {
    takeAllThatIsSpare("hog");
    Holding hogs = fill("hog", 3, Pot.RESERVE);
    Holding others = fill("other", 1, Pot.SMALL);

    assertThat(next(hogs, others)).containsSame(others);
    assertThat(next(hogs)).containsSame(hogs);
  }

  @Test
  void aUserWhoHasEnoughIsServedInTurnUntilOnePartOfHisMoves() {
    takeAllThatIsSpare("hog");
    Holding hogs = fill("hog", 3, Pot.SPARE);
    Holding others = fill("other", 1, Pot.RESERVE);

    assertThat(next(others, hogs)).containsSame(hogs);
  }

  @Test
  void aFirstChunkThatWasHadWithoutAWaitMovesNobodyForward() {
    takeAllThatIsSpare("one");
    Holding second = Holding.none("one");
    Holding late = fill("late", 1, Pot.SMALL);

    assertThat(next(second, late)).containsSame(second);
  }

  @Test
  void oneUserNeverHasAllTheFinishers() {
    takeAllThatIsSpare("hog");
    for (int i = 0; i < policy.mostFinishersOfUser(); i++) {
      fill("hog", 1, Pot.RESERVE);
    }
    fill("other", 1, Pot.SMALL);

    assertThat(policy.next(ledger, List.of("hog"), Holding::none)).isEmpty();
    assertThat(policy.next(ledger, List.of("hog", "other"), Holding::none))
        .contains(new BudgetPolicy.Turn<>("other", Pot.RESERVE));
  }

  @Test
  void theFirstChunkOfWhoHoldsNothingIsThereWhenNothingElseIs() {
    takeAllThatIsSpare("hog");
    assertThat(policy.ask(ledger, Holding.none("hog"), true)).isEmpty();
    assertThat(policy.ask(ledger, Holding.none("other"), true)).contains(Pot.SMALL);

    Holding first = fill("other", 1, Pot.SMALL);
    assertThat(policy.ask(ledger, Holding.none("other"), true)).isEmpty();
    ledger.release(first);
    assertThat(policy.ask(ledger, Holding.none("other"), true)).contains(Pot.SMALL);
  }

  /** Uploads of several users in any order; some clients stop in the middle of a part. */
  @ParameterizedTest(name = "{0} MiB, {1} uploads, seed {2}")
  @CsvSource({"16, 50, 1", "16, 300, 2", "64, 300, 3", "256, 1000, 4", "128, 2000, 5"})
  void somethingCanAlwaysGoOn(int mebibytes, int uploads, long seed) {
    new World(BudgetPolicy.of((long) mebibytes * MIB, 5 * MIB), uploads, new Random(seed)).run();
  }

  /** One upload, which fills a part, or waits, or has parts on their way. */
  private static final class Upload {
    private final String user;
    private final boolean stops;
    private int left;
    private Holding part;
    private boolean waits;
    private int sending;

    private Upload(Random random) {
      user = "user-" + random.nextInt(4);
      stops = random.nextInt(4) == 0;
      left = 1 + random.nextInt(random.nextBoolean() ? 2 : 100);
      part = Holding.none(user);
    }

    private boolean asks() {
      return !waits && sending < 2 && left > 0 && !(stops && left < 3);
    }
  }

  private static final class World {
    private static final int WHOLE = 32;

    private final BudgetPolicy policy;
    private final Ledger ledger;
    private final Random random;
    private final List<Upload> running = new ArrayList<>();
    private final List<Upload> waiting = new ArrayList<>();
    private final List<Runnable> sending = new ArrayList<>();

    private World(BudgetPolicy policy, int uploads, Random random) {
      this.policy = policy;
      this.ledger = new Ledger(policy.total());
      this.random = random;
      for (int i = 0; i < uploads; i++) {
        running.add(new Upload(random));
      }
    }

    private void run() {
      while (!running.isEmpty() || !sending.isEmpty()) {
        List<Upload> asking = running.stream().filter(Upload::asks).toList();
        if (!sending.isEmpty() && (asking.isEmpty() || random.nextInt(3) == 0)) {
          sending.remove(random.nextInt(sending.size())).run();
        } else if (!asking.isEmpty()) {
          ask(asking.get(random.nextInt(asking.size())));
        } else {
          callOffOneThatStands();
        }
        assertThat(ledger.free()).isNotNegative();
        assertThat(ledger.lent()).isBetween(0, policy.reserve());
        assertThat(ledger.small()).isBetween(0, policy.small());
      }
      assertThat(waiting).isEmpty();
      assertThat(ledger.held()).isZero();
      assertThat(ledger.finishers()).isZero();
      assertThat(ledger.lent()).isZero();
      assertThat(ledger.small()).isZero();
    }

    private void ask(Upload upload) {
      boolean othersWait = !waiting.isEmpty();
      if (policy.shallBeSent(ledger, upload.part, othersWait)) {
        send(upload);
        return;
      }
      Optional<Pot> pot = policy.ask(ledger, upload.part, othersWait);
      if (pot.isPresent()) {
        grant(upload, pot.get());
      } else {
        upload.waits = true;
        waiting.add(upload);
        serve();
      }
    }

    private void grant(Upload upload, Pot pot) {
      upload.part = ledger.grant(upload.part, pot);
      upload.left--;
      if (upload.left == 0 || upload.part.chunks() == WHOLE) {
        send(upload);
      }
    }

    private void send(Upload upload) {
      Holding part = upload.part;
      upload.part = Holding.none(upload.user);
      upload.sending++;
      sending.add(
          () -> {
            upload.sending--;
            release(part);
            endIf(upload, u -> u.left == 0 && u.sending == 0);
          });
    }

    private void release(Holding part) {
      ledger.release(part);
      serve();
    }

    private void serve() {
      for (var turn = next(); turn.isPresent(); turn = next()) {
        Upload upload = turn.get().who();
        waiting.remove(upload);
        upload.waits = false;
        grant(upload, turn.get().pot());
      }
    }

    private Optional<BudgetPolicy.Turn<Upload>> next() {
      return policy.next(ledger, waiting, upload -> upload.part);
    }

    private void endIf(Upload upload, Predicate<Upload> over) {
      if (over.test(upload)) {
        running.remove(upload);
      }
    }

    /** Nothing is on its way and nobody has a byte: one must be there who holds and stands. */
    private void callOffOneThatStands() {
      Optional<Upload> stands = running.stream().filter(u -> u.stops && !u.waits).findFirst();
      assertThat(stands).as("one that can be called off, of %s", running.size()).isPresent();
      running.remove(stands.get());
      release(stands.get().part);
    }
  }
}
