package dev.longshore.ftp.data;

import dev.longshore.ftp.user.Network;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All rivals of the process, until it is known whose connections they are. Safe for many threads.
 *
 * <p>Whoever comes last is let in, as he may be the client. Where there is no room for him, one
 * goes who has said nothing; a client begins its handshake at once. Where all have spoken the
 * oldest goes: a handshake takes a moment, and a stranger's, which proves nothing, is over then.
 */
final class RivalRoom {
  /** How many there may be at once for one port. */
  private static final int MOST_OF_PORT = 64;

  /** How many there may be in the whole process. */
  private static final int MOST = 512;

  /** In the order of their coming. */
  private final Set<Rival> rivals = new LinkedHashSet<>();

  /** Lets one in, for whom another one may have to go. */
  synchronized void enter(Rival rival) {
    List<Rival> same = of(rival.port);
    if (same.size() >= MOST_OF_PORT) {
      endOne(same);
    } else if (rivals.size() >= MOST) {
      // Of the client with most, that one's port with most.
      Network client = most(rivals.stream().toList(), r -> r.port.client());
      List<Rival> candidates = rivals.stream().filter(r -> r.port.client().equals(client)).toList();
      endOne(of(most(candidates, r -> r.port)));
    }
    rivals.add(rival);
  }

  private static <K> K most(List<Rival> rivals, Function<Rival, K> key) {
    return rivals.stream()
        .collect(Collectors.groupingBy(key, Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
        .orElseThrow()
        .getKey();
  }

  private void endOne(List<Rival> candidates) {
    end(
        candidates.stream()
            .filter(r -> !r.hasSpoken())
            .findFirst()
            .orElseGet(candidates::getFirst));
  }

  private List<Rival> of(Rivals port) {
    return rivals.stream().filter(r -> r.port == port).toList();
  }

  /** Takes one out who is known now; false if he had to go before that. */
  synchronized boolean leave(Rival rival) {
    return rivals.remove(rival);
  }

  /** Ends all of a port. */
  synchronized void end(Rivals port) {
    of(port).forEach(this::end);
  }

  /** Does nothing to one that has left. */
  synchronized void end(Rival rival) {
    if (rivals.remove(rival)) {
      rival.end();
    }
  }
}
