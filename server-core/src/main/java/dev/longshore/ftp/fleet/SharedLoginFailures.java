package dev.longshore.ftp.fleet;

import dev.longshore.ftp.fleet.Key.Topic;
import dev.longshore.ftp.user.RecentLoginFailures;
import java.time.Duration;

/**
 * Tells the other replicas of wrong passwords, and counts those that they tell of. What one told is
 * counted here as well, so lock-outs outlive the replica that saw them.
 */
final class SharedLoginFailures implements RecentLoginFailures.Witness {
  private final RecentLoginFailures failures;
  private final Board board;

  SharedLoginFailures(RecentLoginFailures failures, Board board) {
    this.failures = failures;
    this.board = board;
  }

  @Override
  public void counted(String id) {
    board.put(keyOf(id), () -> new Value(failures.failures(id), failures.age(id).toMillis()));
  }

  @Override
  public void forgotten(String id) {
    board.remove(keyOf(id));
  }

  private static Key keyOf(String id) {
    return new Key(Topic.WRONG_PASSWORDS, id);
  }

  /** Another replica told something. */
  void told(Key key, Value value) {
    if (key.topic() == Topic.WRONG_PASSWORDS) {
      int count = (int) Math.max(0, Math.min(Integer.MAX_VALUE, value.first()));
      failures.merge(key.id(), count, Duration.ofMillis(Math.max(0, value.second())));
    }
  }
}
