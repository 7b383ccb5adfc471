package dev.longshore.ftp.fleet;

import dev.longshore.ftp.fleet.Key.Topic;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest process of each slot that anybody has heard of: all remember it, so that the next one
 * is newer still. The {@link Roster} has it, under its lock.
 */
final class Incarnations {
  private static final Logger LOG = LoggerFactory.getLogger(Incarnations.class);
  private static final int MOST = 1024;

  private final Board board;
  private final Map<Integer, Long> newest = new HashMap<>();

  /**
   * @param board is told of each that is newer
   */
  Incarnations(Board board) {
    this.board = board;
  }

  /** Another replica has heard of one. */
  void told(Key slot, long incarnation) {
    try {
      note(Integer.parseInt(slot.id()), incarnation);
    } catch (NumberFormatException e) {
      LOG.debug("{} is no slot", slot, e);
    }
  }

  void note(int slot, long incarnation) {
    if (newest(slot) < incarnation && (newest.containsKey(slot) || newest.size() < MOST)) {
      newest.put(slot, incarnation);
      board.put(new Key(Topic.INCARNATION, Integer.toString(slot)), Value.of(incarnation));
    }
  }

  /** 0 if nobody has heard of any. */
  long newest(int slot) {
    return newest.getOrDefault(slot, 0L);
  }
}
