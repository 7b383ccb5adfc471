package dev.longshore.ftp.relay;

import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.control.ProgressWatchdog;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner's side of the hops: data connections that other replicas accepted come in here, one
 * after the other on each hop, and go to the passive ports as if they had been accepted here. Each
 * hop has a thread of its own.
 */
public final class HopService implements RelayPort.Service {
  private static final Logger LOG = LoggerFactory.getLogger(HopService.class);

  /**
   * How long a hop stays open for the next data connection; longer than the other side keeps it.
   */
  private static final int IDLE_MILLIS = 90_000;

  /** How long the first request may take. */
  private static final int REQUEST_MILLIS = (int) Hop.ANSWER.toMillis();

  private final Supplier<Member> self;
  private final Supplier<Keyring> keys;
  private final RelayMemory memory;
  private final Function<Accepted, Verdict> receiver;
  private final ProgressWatchdog watchdog;

  /**
   * @param self this replica, as it names itself now
   * @param keys the keys of now: what a key proved that is no more is closed
   * @param memory for what comes over the hops
   * @param receiver takes a data connection's socket, which is its own where it says {@link
   *     Verdict#TAKEN}; must not block
   * @param watchdog of replicas that take no byte for too long
   */
  public HopService(
      Supplier<Member> self,
      Supplier<Keyring> keys,
      RelayMemory memory,
      Function<Accepted, Verdict> receiver,
      ProgressWatchdog watchdog) {
    this.self = self;
    this.keys = keys;
    this.memory = memory;
    this.receiver = receiver;
    this.watchdog = watchdog;
  }

  @Override
  public void serve(Accepted connection, Preamble preamble, RelayPort.Admission admission)
      throws IOException {
    Socket socket = connection.socket();
    HopSocket.prepare(socket);
    HopInput in = new HopInput(socket.getInputStream());
    Greeting greeting = Greeting.to(preamble, self.get());
    greeting.write(socket.getOutputStream(), preamble);
    SecretKey key = greeting.connectionKey(preamble);
    for (long counter = 0; ; counter++) {
      socket.setSoTimeout(counter == 0 ? REQUEST_MILLIS : IDLE_MILLIS);
      Optional<HopRequest> request = HopRequest.read(in, greeting.version(), key, counter);
      if (request.isEmpty()) {
        return;
      }
      if (counter == 0) {
        admission.proven();
      }
      if (!keys.get().has(preamble.key())) {
        LOG.info("a hop of {} ends: its secret is no more", connection.client());
        return;
      }
      socket.setSoTimeout(0);
      try (RelayMemory.Share share = memory.share()) {
        in.begin(share::grow);
        RelayedSocket relayed = new RelayedSocket(socket, in, share::grow);
        if (!carry(request.get(), socket, relayed)) {
          return;
        }
        in.rest();
      }
    }
  }

  /** False where nothing can come behind it. */
  private boolean carry(HopRequest request, Socket socket, RelayedSocket relayed)
      throws IOException {
    Verdict verdict;
    // Whoever takes it may write at once, and the verdict goes first.
    relayed.output().hold();
    try {
      verdict =
          receiver.apply(
              new Accepted(
                  relayed, request.client(), request.dialled(), Optional.of(request.trace())));
      socket.getOutputStream().write(verdict.code());
    } finally {
      relayed.output().release();
    }
    LOG.debug("{} to {}", verdict, request);
    if (verdict != Verdict.TAKEN) {
      return true;
    }
    try {
      relayed.awaitClosed();
      return !relayed.isBroken() && ended(relayed, socket);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Says the last word, and reads to the relay's what nobody wanted to have. */
  private boolean ended(RelayedSocket relayed, Socket socket)
      throws IOException, InterruptedException {
    try (var watch = watchdog.watch(socket, () -> reset(socket));
        var _ = watch.writing()) {
      relayed.sayLast();
    }
    return relayed.input().forget(socket);
  }

  private static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is gone already.
    }
  }
}
