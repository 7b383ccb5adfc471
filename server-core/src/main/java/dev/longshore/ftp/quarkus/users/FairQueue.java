package dev.longshore.ftp.quarkus.users;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * In which order waiting work is done: whoever has least of it running comes first, then whoever
 * has waited longest since the last of his was done. So one who has put in a thousand pieces delays
 * another by no more than the piece that runs.
 *
 * <p>Nothing but the order: no thread, no lock. {@link PasswordChecks} uses it.
 *
 * @param <K> who put it in
 * @param <W> the work
 */
final class FairQueue<K, W> {

  /** A piece of work whose turn has come; {@link #finished} must follow. */
  record Turn<K, W>(K owner, W work) {}

  private static final class Line<W> {
    private final Deque<W> waiting = new ArrayDeque<>();
    private int running;
  }

  private final int limit;
  private final int limitOfOne;

  /** Who has something waiting or running; whose turn was last is last. */
  private final Map<K, Line<W>> lines = new LinkedHashMap<>();

  private int waiting;

  /**
   * @param limit how much may wait in all
   * @param limitOfOne how much of one owner may wait
   */
  FairQueue(int limit, int limitOfOne) {
    this.limit = limit;
    this.limitOfOne = limitOfOne;
  }

  /** Puts it in; false where there is no room. */
  boolean offer(K owner, W work) {
    Line<W> line = lines.computeIfAbsent(owner, _ -> new Line<>());
    if (waiting == limit || line.waiting.size() == limitOfOne) {
      dropIfEmpty(owner, line);
      return false;
    }
    line.waiting.add(work);
    waiting++;
    return true;
  }

  /** What is to be done next, if anything waits. */
  Optional<Turn<K, W>> next() {
    Map.@Nullable Entry<K, Line<W>> best = null;
    for (Map.Entry<K, Line<W>> each : lines.entrySet()) {
      Line<W> line = each.getValue();
      if (!line.waiting.isEmpty() && (best == null || line.running < best.getValue().running)) {
        best = each;
      }
    }
    if (best == null) {
      return Optional.empty();
    }
    Line<W> line = best.getValue();
    waiting--;
    line.running++;
    return Optional.of(new Turn<>(best.getKey(), line.waiting.remove()));
  }

  /** It is done; the others come before its owner's next. */
  void finished(Turn<K, W> turn) {
    @Nullable Line<W> line = lines.remove(turn.owner());
    if (line == null || line.running == 0) {
      throw new IllegalStateException("nothing of this owner was running");
    }
    line.running--;
    lines.put(turn.owner(), line);
    dropIfEmpty(turn.owner(), line);
  }

  private void dropIfEmpty(K owner, Line<W> line) {
    if (line.waiting.isEmpty() && line.running == 0) {
      lines.remove(owner);
    }
  }

  int waiting() {
    return waiting;
  }

  /** How many owners it knows of. */
  int owners() {
    return lines.size();
  }
}
