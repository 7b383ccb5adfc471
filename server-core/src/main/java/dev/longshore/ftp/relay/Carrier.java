package dev.longshore.ftp.relay;

import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.control.KeepAlive;
import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.control.QuickAck;
import dev.longshore.ftp.event.TraceContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the bytes of one data connection between its client and a hop, both ways, until both have
 * ended: the calling thread those to the client, another one those of the client. Back-pressure is
 * TCP's on both sides.
 */
final class Carrier {
  private static final Logger LOG = LoggerFactory.getLogger(Carrier.class);

  /** How long a client is waited for that has got its last byte, and has not closed. */
  private static final Duration LAST_WORD = Duration.ofSeconds(60);

  /** What one takes of the heap to begin with: room for what goes up, down, and comes of a hop. */
  static final int LEAST_BYTES = 3 * Room.FIRST;

  private final Accepted client;
  private final TraceContext trace;
  private final Hop hop;
  private final RelayMemory.Share memory;
  private final FrameInput fromHop;
  private final FrameOutput toHop;
  private final ProgressWatchdog watchdog;
  private final AtomicBoolean broken = new AtomicBoolean();
  private final CountDownLatch ownerHasEnded = new CountDownLatch(1);
  private volatile boolean failed;
  private volatile boolean clientHasAll;
  private volatile long lastMoved = System.nanoTime();
  private long bytesUp;
  private long bytesDown;

  /**
   * @param trace names the data connection in the log
   * @param memory of this data connection; what it needs at least is taken
   * @param watchdog of clients that take no byte for too long. An owner may: it waits for its
   *     storage, with bounds of its own
   */
  Carrier(
      Accepted client,
      TraceContext trace,
      Hop hop,
      RelayMemory.Share memory,
      ProgressWatchdog watchdog) {
    this.client = client;
    this.trace = trace;
    this.hop = hop;
    this.memory = memory;
    this.watchdog = watchdog;
    this.fromHop = new FrameInput(hop.input());
    this.toHop = new FrameOutput(hop.output(), _ -> false);
  }

  /** Returns when all is over, and the client's connection closed. */
  void carry() throws InterruptedException {
    hop.input().begin(memory::grow);
    Thread up = Thread.ofVirtual().name("relay-of-" + client.client()).start(this::up);
    try {
      down();
      ownerHasEnded.countDown();
      if (!up.join(LAST_WORD)) {
        broken();
        up.join();
      }
      close(client.socket());
      hop.input().rest();
    } catch (InterruptedException e) {
      broken();
      throw e;
    }
  }

  /** Whether it went both ways to its end; asked when all is over. */
  boolean isWhole() {
    return !failed;
  }

  /** Whether both sides have said their last word; asked when all is over. */
  boolean leavesHop() {
    return !broken.get();
  }

  /**
   * Ends it if its owner is not known to live, and nothing has moved for so long; from any thread.
   */
  void judge(Duration patience, Predicate<Member> lives) {
    boolean still = System.nanoTime() - lastMoved > patience.toNanos();
    if (still && !lives.test(hop.member())) {
      LOG.info("trace {}: nothing moves, and {} is silent", trace.id(), hop.member());
      broken();
    }
  }

  /** Ends it, for both sides to see; from any thread. */
  void abort() {
    broken();
  }

  /** How many bytes of the client were carried; asked when all is over. */
  long bytesUp() {
    return bytesUp;
  }

  /** How many bytes were carried to the client; asked when all is over. */
  long bytesDown() {
    return bytesDown;
  }

  private void up() {
    Socket socket = client.socket();
    try {
      socket.setTcpNoDelay(true);
      KeepAlive.enable(socket);
      QuickAck quickAck = new QuickAck(socket);
      InputStream in = socket.getInputStream();
      Room room = new Room(Frame.HEADER, memory::grow);
      for (int n = room.read(in::read); n >= 0; n = room.read(in::read)) {
        toHop.writeFrame(room.bytes(), n);
        bytesUp += n;
        lastMoved = System.nanoTime();
        quickAck.afterRead();
      }
      toHop.end();
    } catch (IOException e) {
      LOG.debug("trace {}: the data connection of {} broke", trace.id(), client.client(), e);
      failed();
      if (!ownerHears()) {
        broken();
      }
    }
  }

  /** Whether the owner learns that it was the client, and ends it. */
  private boolean ownerHears() {
    try {
      toHop.abort();
      return ownerHasEnded.await(FrameInput.FAREWELL.toNanos(), TimeUnit.NANOSECONDS);
    } catch (IOException e) {
      // It was the hop that broke, or both.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void down() throws InterruptedException {
    Socket socket = client.socket();
    try (var watch = watchdog.watch(socket, this::broken)) {
      // If this process is killed the client sees a reset, and no end of a file that is not whole.
      socket.setSoLinger(true, 0);
      OutputStream watched = new WatchedOutput(socket.getOutputStream(), watch);
      Room room = new Room(0, memory::grow);
      for (int n = room.read(fromHop::readAll); n >= 0; n = room.read(fromHop::readAll)) {
        watched.write(room.bytes(), 0, n);
        bytesDown += n;
        lastMoved = System.nanoTime();
      }
      socket.setSoLinger(false, 0);
      socket.shutdownOutput();
      clientHasAll = true;
    } catch (IOException e) {
      LOG.debug("trace {}: the relay of {} broke", trace.id(), client.client(), e);
      failed();
      if (!ownerEnds()) {
        broken();
      }
    }
  }

  /**
   * Whether the owner has said its last word, or does so when it learns that its client is gone.
   */
  private boolean ownerEnds() throws InterruptedException {
    try {
      return fromHop.ended() || (bytesDown <= FrameOutput.LITTLE && fromHop.forget(hop.socket()));
    } catch (IOException e) {
      return false;
    }
  }

  /** The hop is of no use any more, and the owner sees an error and no end of a file. */
  private void broken() {
    if (broken.compareAndSet(false, true)) {
      hop.close();
      failed();
    }
  }

  /** The client sees an error and no end of a file; one that has got its last byte keeps it. */
  private void failed() {
    failed = true;
    if (clientHasAll) {
      close(client.socket());
    } else {
      client.reset();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is left to be done with it.
    }
  }

  /** Each write of it is watched. */
  private static final class WatchedOutput extends OutputStream {
    private final OutputStream out;
    private final ProgressWatchdog.Watch watch;

    private WatchedOutput(OutputStream out, ProgressWatchdog.Watch watch) {
      this.out = out;
      this.watch = watch;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try (var _ = watch.writing()) {
        out.write(bytes, offset, length);
      }
    }
  }
}
