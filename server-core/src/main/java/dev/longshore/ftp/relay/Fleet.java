package dev.longshore.ftp.relay;

import java.util.List;

/**
 * The port that says who the other replicas are. What it says is advice: a replica that is asked
 * proves by itself who it is, and may answer that a port is not its own. Safe for many threads.
 */
public interface Fleet {

  /** This replica; its incarnation stays the same from the first readiness on. */
  Member self();

  /**
   * The other replicas that may own a passive port, whom to ask first first; empty where nobody
   * does or whoever does is known to be gone. Does not block.
   */
  List<Member> owners(int port);

  /** Whether a replica was heard of within the last seconds; of one that is unknown, true. */
  boolean lives(Member member);

  /** A replica refused a connection to its relay port, so no process listens there. */
  void refused(Member member);

  /**
   * Whether this replica may lend one of its ports: no newer process of its slot does, and none to
   * which another plan gives the port and leaves it. Does not block.
   */
  boolean mayLend(int port);
}
