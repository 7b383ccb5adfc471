package dev.longshore.ftp.fleet;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One address that this replica links with, or tries to: what is known of who is there. Its {@link
 * Dialer} says what it met; others ask, and tell what is to be done. Safe for many threads.
 */
final class Target implements AutoCloseable {
  private static final int FIRST_PAUSE_MILLIS = 100;
  private static final int LONGEST_PAUSE_MILLIS = 2_000;

  /**
   * How long it holds that this replica itself, or one with another link, is here: whoever hands
   * connections on to such a one may have been here before the replica that is here now.
   */
  private static final int MET_HOLDS_MILLIS = 30_000;

  private final InetSocketAddress address;
  private final OwnLinks links;
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
   * @param links with whom there is one
   */
  Target(InetSocketAddress address, OwnLinks links) {
    this.address = address;
    this.links = links;
  }

  InetSocketAddress address() {
    return address;
  }

  /** Whether it is not to be dialled any more. */
  synchronized boolean isOver() {
    return closed || leaving;
  }

  /** A connection to it is about to be made; {@link #ended} follows. */
  synchronized void opening(Socket raw) throws IOException {
    if (isOver()) {
      throw new IOException("closed");
    }
    socket = raw;
  }

  /** It is this replica's own. */
  synchronized void metItself() {
    answered = true;
    refused = false;
    failures = 0;
    linkedElsewhere = null;
    self = true;
  }

  /** A replica is there with which there is a link already. */
  synchronized void metAgain(UUID run) {
    answered = true;
    refused = false;
    failures = 0;
    self = false;
    linkedElsewhere = run;
  }

  /** There is a link with a replica now, over which this is said. */
  synchronized void linked(UUID run, Feed sayings) {
    answered = true;
    self = false;
    linkedElsewhere = null;
    refused = false;
    failures = 0;
    other = run;
    feed = sayings;
    if (leaving) {
      sayings.goodbye();
    }
  }

  /**
   * There is no link.
   *
   * @param nobodyListens and no replica there
   */
  synchronized void failed(boolean nobodyListens) {
    failures++;
    self = false;
    linkedElsewhere = null;
    refused = nobodyListens;
  }

  synchronized void ended() {
    socket = null;
    feed = null;
    other = null;
  }

  /** Waits until it is to be dialled anew, the longer the more often it failed. */
  synchronized void awaitTurn() throws InterruptedException {
    long longest =
        self || linkedElsewhere != null
            ? MET_HOLDS_MILLIS
            : Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS * (1L << Math.min(10, failures)));
    long until =
        System.nanoTime()
            + (longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2)) * 1_000_000;
    long left = (until - System.nanoTime()) / 1_000_000;
    while (left > 0 && !kicked && !isOver()) {
      wait(linkedElsewhere == null ? left : Math.min(left, LONGEST_PAUSE_MILLIS));
      left = linkEndedElsewhere() ? 0 : (until - System.nanoTime()) / 1_000_000;
    }
    kicked = false;
  }

  /** Whoever is here has lost its other link, and this is the way to it. */
  private boolean linkEndedElsewhere() {
    return linkedElsewhere != null && !links.has(linkedElsewhere);
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

  /** A replica says that it is here: dials at once, unless that is who was met here. */
  synchronized void claimed(UUID by) {
    if (self || (linkedElsewhere != null && !linkedElsewhere.equals(by))) {
      again();
    }
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
