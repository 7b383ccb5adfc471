package dev.longshore.ftp.event;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Told of each session, login, command and transfer, on the thread where it happens:
 * implementations return at once and never throw.
 */
public interface ServerEvents {

  /**
   * Who an event is about.
   *
   * @param id names the session in the log, unique in the process
   * @param client the address of the client
   */
  record SessionId(long id, InetAddress client) {}

  /** Which way the bytes of a transfer went, seen from the client. */
  enum Direction {
    UPLOAD,
    DOWNLOAD,
    LISTING
  }

  /**
   * A transfer that has ended.
   *
   * @param path what was transferred
   * @param bytes how many crossed the data connection
   * @param replyCode the final reply: 226, 425, 426, 451 …; 0 when nobody was left to receive one
   * @param detail what went wrong, for the operator; empty if nothing did
   * @param trace names its data connection at the replica that handed it on; empty where none did
   */
  record TransferEnded(
      Direction direction,
      String path,
      long bytes,
      Duration duration,
      int replyCode,
      String detail,
      Optional<TraceContext> trace) {}

  /**
   * A data connection that was carried to another replica, which owns its port, has ended.
   *
   * @param trace names it here and there
   * @param port the passive port that it came to
   * @param owner the other replica, in words
   * @param up how many bytes of the client were carried
   * @param down how many bytes were carried to the client
   * @param whole whether both ends of it ended orderly; else it was reset
   */
  record Relayed(
      TraceContext trace,
      InetSocketAddress client,
      int port,
      String owner,
      long up,
      long down,
      Duration duration,
      boolean whole) {}

  default void sessionOpened(SessionId session) {}

  default void sessionClosed(SessionId session, String reason) {}

  /** A client was turned away before it had a session. */
  default void sessionRefused(InetAddress client, String reason) {}

  /**
   * The control connection is encrypted.
   *
   * @param protocol such as {@code TLSv1.3}
   */
  default void secured(SessionId session, String protocol, String cipherSuite) {}

  /** A client wanted TLS, and the handshake failed; its session ends. */
  default void handshakeFailed(SessionId session, String reason) {}

  default void loggedIn(SessionId session, String user) {}

  default void loginFailed(SessionId session, String user, String reason) {}

  /**
   * Too many wrong passwords: logins are refused for a time, and no further one is told of.
   *
   * @param network whose clients, as {@code 192.0.2.7/32}
   * @param user the name that is locked for them; empty for every name
   * @param failed how many wrong passwords there were
   */
  default void loginLocked(String network, Optional<String> user, int failed, Duration time) {}

  default void commandAnswered(SessionId session, String verb, int replyCode, Duration duration) {}

  default void transferEnded(SessionId session, String user, TransferEnded transfer) {}

  default void relayed(Relayed connection) {}

  /**
   * A replica of this installation, which has proven that, was refused, as it is of a version that
   * this one does not speak with, or says what is malformed.
   *
   * @param replica where it is
   */
  default void replicaRefused(InetAddress replica, String why) {}

  /** What stood in the way of a data connection that was to be handed on to its owner. */
  enum RelayTrouble {
    /** Those that are carried take all the memory that they may. */
    NO_MEMORY,
    /** Too many wait for another replica. */
    CROWD,
    /** Nobody listens where its owner should be. */
    UNREACHABLE,
    /** Its owner did not answer in time, or broke off. */
    NO_ANSWER
  }

  /**
   * A data connection could not be handed on, to one owner or any; it is reset if nobody takes it.
   *
   * @param port the passive port that it came to
   */
  default void relayFailed(InetAddress client, int port, RelayTrouble trouble, String why) {}

  /**
   * Another process has this replica's slot and is newer, so that this one lends no ports, until
   * the other is gone.
   *
   * @param newer the other process, in words
   */
  default void slotTaken(int slot, String newer) {}

  /**
   * Whoever is at the other end of a connection between relay ports did not prove to be a replica
   * of this installation, or is another one than the one that was meant; it was ended.
   *
   * @param other where the other end is
   */
  default void replicaUnproven(InetAddress other, String why) {}

  /**
   * A second connection came to a passive port that had just served a session, so that one of the
   * two is a stranger's. The transfer fails unless one of them proves to be the client's.
   *
   * @param client the address of the session's client
   * @param other where the second connection came from
   */
  default void portContested(InetAddress client, InetAddress other, int port) {}

  /**
   * A connection came to a passive port from another address than that of the session which waits
   * there, and was reset: somebody scans, or the network hides the addresses of clients.
   *
   * @param client the address of the session's client
   * @param other where the connection came from
   */
  default void foreignConnection(InetAddress client, InetAddress other, int port) {}

  /**
   * A connection came to a passive port of this replica where no session waits, and was reset: a
   * health check, a scan, or a client that is late. Not told again by the replica that accepted it.
   *
   * @param other where the connection came from
   */
  default void unexpectedConnection(InetAddress other, int port) {}

  /**
   * A connection came to a passive port of another slot, and was reset: no replica that has that
   * slot is known here.
   *
   * @param client where the connection came from
   */
  default void ownerUnknown(InetAddress client, int port) {}

  /** Tells each of several, in their order. */
  static ServerEvents all(List<ServerEvents> listeners) {
    return new FanOut(List.copyOf(listeners));
  }
}
