package dev.longshore.ftp.fleet;

import dev.longshore.ftp.relay.Preamble;
import dev.longshore.ftp.relay.Refusal;
import dev.longshore.ftp.relay.RelayKey;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the own link to one address, on a platform thread of its own: dials, says everything that
 * there is to say, and dials anew when that has ended.
 */
final class Dialer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);
  private static final int CONNECT_MILLIS = 2_000;
  private static final int FIRST_PAUSE_MILLIS = 100;
  private static final int LONGEST_PAUSE_MILLIS = 2_000;

  private final InetSocketAddress address;
  private final Identities identities;
  private final Supplier<Hello> own;
  private final Roster roster;
  private final Board board;
  private final OwnLinks links;
  private final BiConsumer<InetSocketAddress, Refusal> refusals;
  private @Nullable Socket socket;
  private @Nullable Feed feed;
  private @Nullable UUID other;

  /** The replica that is here and has a link by another address. */
  private @Nullable UUID linkedElsewhere;

  private int failures;
  private boolean answered;
  private boolean refused;
  private boolean self;
  private boolean kicked;
  private boolean leaving;
  private boolean closed;

  /**
   * @param own what this replica says of itself now
   * @param refusals told each time that whoever answers there is refused
   */
  Dialer(
      InetSocketAddress address,
      Identities identities,
      Supplier<Hello> own,
      Roster roster,
      Board board,
      OwnLinks links,
      BiConsumer<InetSocketAddress, Refusal> refusals) {
    this.address = address;
    this.identities = identities;
    this.own = own;
    this.roster = roster;
    this.board = board;
    this.links = links;
    this.refusals = refusals;
  }

  void start() {
    Thread.ofPlatform().daemon().name("link-to-" + Address.text(address)).start(this::run);
  }

  InetSocketAddress address() {
    return address;
  }

  private void run() {
    try {
      while (!isOver()) {
        dial();
        do {
          pause();
        } while (rests());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isOver() {
    return closed || self || leaving;
  }

  /** As long as there is another link to who is here. */
  private synchronized boolean rests() {
    return linkedElsewhere != null && links.has(linkedElsewhere) && !isOver();
  }

  private void dial() throws InterruptedException {
    try (Socket raw = new Socket()) {
      opening(raw);
      raw.connect(address, CONNECT_MILLIS);
      raw.setTcpNoDelay(true);
      raw.setSoTimeout(LinkService.BEGINNING_MILLIS);
      RelayKey key = identities.keys().first();
      Preamble.create(Preamble.Kind.LINK, key).write(raw.getOutputStream());
      try (SSLSocket secured = identities.of(key).secure(raw, true)) {
        speak(secured, key);
      }
    } catch (ConnectException e) {
      failed(true);
      roster.refused(address);
    } catch (Refusal e) {
      failed(false);
      refusals.accept(address, e);
    } catch (IOException e) {
      failed(false);
      LOG.debug("no link with {}", address, e);
    } catch (RuntimeException | Error e) {
      failed(false);
      LOG.error("linking with {} goes on after a failure", address, e);
    } finally {
      ended();
    }
  }

  private void speak(SSLSocket secured, RelayKey key) throws IOException, InterruptedException {
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(secured.getOutputStream()));
    Hello said = own.get();
    said.write(out);
    Hello hello =
        Hello.read(new DataInputStream(new BufferedInputStream(secured.getInputStream())));
    if (hello.run().equals(said.run())) {
      metItself();
      return;
    }
    if (!links.begin(hello.run(), this)) {
      metAgain(hello.run());
      return;
    }
    roster.met(hello, address);
    try (Feed sayings = board.feed()) {
      linked(hello.run(), sayings);
      new Message.Reset().write(out);
      List<Message> batch = sayings.take();
      while (!batch.isEmpty() && identities.keys().has(key)) {
        for (Message message : batch) {
          message.write(out);
        }
        out.flush();
        batch = sayings.take();
      }
    } finally {
      links.end(hello.run(), this);
    }
  }

  private synchronized void opening(Socket raw) throws IOException {
    if (isOver()) {
      throw new IOException("closed");
    }
    socket = raw;
  }

  private synchronized void metItself() {
    answered = true;
    self = true;
  }

  private synchronized void metAgain(UUID run) {
    answered = true;
    refused = false;
    failures = 0;
    linkedElsewhere = run;
  }

  private synchronized void linked(UUID run, Feed sayings) {
    answered = true;
    linkedElsewhere = null;
    refused = false;
    failures = 0;
    other = run;
    feed = sayings;
    if (leaving) {
      sayings.goodbye();
    }
  }

  private synchronized void failed(boolean byRefusal) {
    failures++;
    linkedElsewhere = null;
    refused = byRefusal;
  }

  private synchronized void ended() {
    socket = null;
    feed = null;
    other = null;
  }

  private synchronized void pause() throws InterruptedException {
    long longest =
        linkedElsewhere != null
            ? LONGEST_PAUSE_MILLIS
            : Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS * (1L << Math.min(10, failures)));
    long left = longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2);
    long until = System.nanoTime() + left * 1_000_000;
    while (left > 0 && !kicked && !isOver()) {
      wait(left);
      left = (until - System.nanoTime()) / 1_000_000;
    }
    kicked = false;
  }

  /**
   * Says the last on the link that is there or about to be, and dials no more: a new hello would
   * undo it.
   */
  synchronized void goodbye() {
    leaving = true;
    if (feed != null) {
      feed.goodbye();
    }
    notifyAll();
  }

  /** Ends the link that is there, and dials at once. */
  synchronized void again() {
    kicked = true;
    if (socket != null) {
      close(socket);
    }
    if (feed != null) {
      feed.close();
    }
    notifyAll();
  }

  /** Whether this is where a replica is, whichever link it has. */
  synchronized boolean leadsTo(UUID run) {
    return run.equals(other) || run.equals(linkedElsewhere);
  }

  /** What is to be said to a replica, if this is the link with it. */
  synchronized Optional<Feed> feedOf(UUID run) {
    return run.equals(other) ? Optional.ofNullable(feed) : Optional.empty();
  }

  /** Whether there is a link, or one is about to be. */
  synchronized boolean isBusy() {
    return socket != null;
  }

  synchronized Optional<Feed> feed() {
    return Optional.ofNullable(feed);
  }

  /** Whether it is known whether a replica is there: it answered once, or did not twice. */
  synchronized boolean isKnown() {
    return answered || failures >= 2;
  }

  /** Whether it did not answer lately. */
  synchronized boolean isVain() {
    return failures >= 2;
  }

  /** Whether this replica was met there. */
  synchronized boolean isSelf() {
    return self;
  }

  /** Whether somebody may be there whom this replica does not know. */
  synchronized boolean isOpen() {
    return other == null && linkedElsewhere == null && !self && !refused;
  }

  @Override
  public synchronized void close() {
    closed = true;
    again();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone already.
    }
  }
}
