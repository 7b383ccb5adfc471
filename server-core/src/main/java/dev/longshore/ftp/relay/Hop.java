package dev.longshore.ftp.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * An open connection to another replica's relay port that carries data connections there, one after
 * the other. Used by one relay at a time.
 */
final class Hop implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2_000;

  /**
   * The client waits by then, and nobody else can serve him: an owner that has no processor for a
   * moment, as a pod that has just started, is worth it.
   */
  static final Duration ANSWER = Duration.ofSeconds(10);

  /** The same of one that was silent lately, and will hardly answer. */
  static final Duration DOUBTFUL_ANSWER = Duration.ofSeconds(2);

  private final Member member;
  private final Socket socket;
  private final HopInput in;
  private final OutputStream out;
  private final RelayKey key;
  private final int version;
  private final SecretKey proof;
  private long counter;

  private Hop(Member member, Socket socket, HopInput in, RelayKey key, int version, SecretKey proof)
      throws IOException {
    this.member = member;
    this.socket = socket;
    this.in = in;
    this.out = socket.getOutputStream();
    this.key = key;
    this.version = version;
    this.proof = proof;
  }

  /**
   * Connects, within two seconds, and proves both sides to each other.
   *
   * @param patience how long each answer may take
   * @return empty when another one answers than was only supposed to be there
   * @throws ConnectException when nobody listens there
   * @throws NotProven when another one answers than was known to be there, or whoever does is none
   * @throws NotUnderstood when whoever answers speaks no version of this process
   */
  static Optional<Hop> dial(Member member, RelayKey key, Duration patience) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(member.address(), CONNECT_MILLIS);
      HopSocket.prepare(socket);
      socket.setSoTimeout((int) patience.toMillis());
      Preamble preamble = Preamble.create(Preamble.Kind.HOP, key);
      preamble.write(socket.getOutputStream());
      HopInput in = new HopInput(socket.getInputStream());
      Greeting greeting = Greeting.read(in, preamble);
      Member found = new Member(greeting.slot(), greeting.incarnation(), member.address());
      if (member.is(found.slot(), found.incarnation())) {
        return Optional.of(
            new Hop(found, socket, in, key, greeting.version(), greeting.connectionKey(preamble)));
      }
      if (member.isKnown()) {
        throw new NotProven(
            "%s, incarnation %d, answers there, and %s, incarnation %d, was meant"
                .formatted(found, found.incarnation(), member, member.incarnation()));
      }
      socket.close();
      return Optional.empty();
    } catch (IOException | RuntimeException | Error e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Asks whether the other replica takes a data connection.
   *
   * @throws SocketTimeoutException when it has not answered in time, and may have taken it
   */
  Verdict ask(HopRequest request, Duration patience) throws IOException {
    socket.setSoTimeout((int) patience.toMillis());
    request.write(out, version, proof, counter++);
    Verdict verdict = Verdict.read(in);
    socket.setSoTimeout(0);
    return verdict;
  }

  /** Whether a key of now proved it, and it was not ended here. */
  boolean isUsable(Keyring keys) {
    return keys.has(key) && !socket.isClosed();
  }

  /** Who is at the other end, as it has proven. */
  Member member() {
    return member;
  }

  HopInput input() {
    return in;
  }

  OutputStream output() {
    return out;
  }

  Socket socket() {
    return socket;
  }

  /** Ends it; a data connection that it carries is aborted. From any thread. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is left to be done with it.
    }
  }
}
