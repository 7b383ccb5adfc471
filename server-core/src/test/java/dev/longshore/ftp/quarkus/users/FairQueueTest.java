package dev.longshore.ftp.quarkus.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private final FairQueue<String, String> queue = new FairQueue<>(10, 5);

  @Test
  void oneOwnersWorkIsDoneInItsOrder() {
    offer("a 1", "a 2", "a 3");
    assertThat(doneBy(1)).containsExactly("a 1", "a 2", "a 3");
  }

  @Test
  void ownersTakeTurns() {
    offer("a 1", "a 2", "a 3", "b 1", "b 2", "c 1");
    assertThat(doneBy(1)).containsExactly("a 1", "b 1", "c 1", "a 2", "b 2", "a 3");
  }

  @Test
  void whoComesWhileAFloodRunsWaitsForThePieceThatRunsAndNoMore() {
    offer("flood 1", "flood 2", "flood 3", "flood 4");
    var running = queue.next().orElseThrow();
    offer("b 1");
    queue.finished(running);
    assertThat(queue.next()).map(FairQueue.Turn::work).hasValue("b 1");
  }

  @Test
  void whoHasNothingRunningComesBeforeWhoHas() {
    offer("flood 1", "flood 2", "flood 3", "flood 4");
    var first = queue.next().orElseThrow();
    assertThat(queue.next()).isPresent();
    offer("b 1");
    queue.finished(first);
    assertThat(queue.next()).map(FairQueue.Turn::work).hasValue("b 1");
  }

  @Test
  void oneOwnerAloneMayHaveAllOfItRun() {
    offer("a 1", "a 2");
    assertThat(queue.next()).isPresent();
    assertThat(queue.next()).map(FairQueue.Turn::work).hasValue("a 2");
    assertThat(queue.next()).isEmpty();
  }

  @Test
  void oneOwnerFillsHisShareAndNotTheQueue() {
    offer("a 1", "a 2", "a 3", "a 4", "a 5");
    assertThat(queue.offer("a", "a 6")).isFalse();
    offer("b 1", "b 2", "b 3", "c 1", "d 1");
    assertThat(queue.offer("b", "b 4")).as("ten wait").isFalse();
    assertThat(queue.offer("e", "e 1")).as("ten wait").isFalse();
    assertThat(queue.waiting()).isEqualTo(10);
    assertThat(queue.owners()).isEqualTo(4);
  }

  @Test
  void whoeverHasNothingLeftIsForgotten() {
    offer("a 1", "b 1", "b 2");
    var turn = queue.next().orElseThrow();
    assertThat(queue.owners()).isEqualTo(2);
    queue.finished(turn);
    assertThat(queue.owners()).isEqualTo(1);
    assertThat(doneBy(2)).containsExactly("b 1", "b 2");
    assertThat(queue.owners()).isZero();
    assertThatThrownBy(() -> queue.finished(turn)).isInstanceOf(IllegalStateException.class);
  }

  private void offer(String... works) {
    for (String work : works) {
      assertThat(queue.offer(work.split(" ", -1)[0], work)).isTrue();
    }
  }

  /** The order in which so many at once would do it, each piece taking as long. */
  private List<String> doneBy(int atOnce) {
    List<String> order = new ArrayList<>();
    Deque<FairQueue.Turn<String, String>> running = new ArrayDeque<>();
    while (true) {
      Optional<FairQueue.Turn<String, String>> next =
          running.size() < atOnce ? queue.next() : Optional.empty();
      if (next.isPresent()) {
        order.add(next.get().work());
        running.add(next.get());
      } else if (running.isEmpty()) {
        return order;
      } else {
        queue.finished(running.remove());
      }
    }
  }
}
