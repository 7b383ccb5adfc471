package dev.longshore.ftp.fleet;

import dev.longshore.ftp.relay.Member;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** Another replica as this one knows it. The {@link Roster} has them, under its lock. */
final class Peer {
  /** More than a replica has sessions; what goes beyond is not remembered. */
  private static final int MOST_ENTRIES = 50_000;

  private static final long SERVING = 1;
  private static final long DRAINING = 2;
  static final Key STATUS = new Key(Key.Topic.STATUS, "");

  private Hello hello;
  private InetSocketAddress address;
  private final Map<Key, Value> told = new HashMap<>();

  /** When it last said something, in {@link System#nanoTime}. */
  long heard;

  /** Whether there is a link on which it speaks. */
  boolean linked;

  /** Whether there ever was one. */
  boolean spoke;

  /** Whether it answered where it is said to be. */
  boolean dialled;

  /** Whether it was silent for too long; it may live, and is asked last. */
  boolean doubtful;

  /** The number of the last question of ours that it has answered. */
  long answered;

  Peer(Hello hello, InetSocketAddress address) {
    this.hello = hello;
    this.address = address;
  }

  static Value status(boolean serving, boolean draining) {
    return Value.of((serving ? SERVING : 0) | (draining ? DRAINING : 0));
  }

  /** It says hello once more, and may have become another incarnation. */
  void says(Hello again, InetSocketAddress from) {
    hello = again;
    address = from;
  }

  Hello hello() {
    return hello;
  }

  InetSocketAddress address() {
    return address;
  }

  Member member() {
    return new Member(hello.slot(), hello.incarnation(), address);
  }

  void told(Key key, Value value) {
    switch (key.topic()) {
      case STATUS, SESSIONS_OF_USER, SESSIONS_OF_ADDRESS -> {
        if (told.size() < MOST_ENTRIES || told.containsKey(key)) {
          told.put(key, value);
        }
      }
      case MEMBER, INCARNATION, WRONG_PASSWORDS -> {
        // Whoever wants to know that keeps it.
      }
    }
  }

  void removed(Key key) {
    told.remove(key);
  }

  void reset() {
    told.clear();
  }

  long first(Key key) {
    Value value = told.get(key);
    return value == null ? 0 : value.first();
  }

  /** Whether its slot is its own for good. */
  boolean isServing() {
    return (first(STATUS) & SERVING) != 0;
  }

  boolean isDraining() {
    return (first(STATUS) & DRAINING) != 0;
  }

  @Override
  public String toString() {
    return member().toString();
  }
}
