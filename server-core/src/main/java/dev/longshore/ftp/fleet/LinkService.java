package dev.longshore.ftp.fleet;

import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.relay.Preamble;
import dev.longshore.ftp.relay.RelayPort;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what other replicas say on their links: one link is one connection to the relay port. Each
 * has a platform thread, so that a replica is not held for dead because this one's carrier threads
 * are busy.
 */
final class LinkService implements RelayPort.Service, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LinkService.class);

  /** How long each step of the beginning may take. */
  static final int BEGINNING_MILLIS = 5_000;

  /** A link that was silent for so long is closed; the other side makes a new one. */
  private static final int SILENT_MILLIS =
      (int) Roster.SILENCE.plus(Duration.ofSeconds(4)).toMillis();

  private final Identities identities;
  private final Supplier<Hello> own;
  private final Roster roster;
  private final Hearers hearers;

  /** The link of each replica that is heard; one that was there before it says no more. */
  private final Map<UUID, Socket> current = new HashMap<>();

  private volatile boolean closed;

  /** Who wants to know what is heard besides the {@link Roster}. */
  interface Hearers {
    /** A replica says that it is at an address, or seems to be there. */
    void at(UUID run, InetSocketAddress address);

    /** The link of a replica has ended, though it said no goodbye. */
    void lost(UUID run);

    /** A replica told something. */
    void told(Key key, Value value);

    /** A replica wants to be told everything up to now, and then this number. */
    void asked(UUID run, long number);
  }

  /**
   * @param own what this replica says of itself now
   */
  LinkService(Identities identities, Supplier<Hello> own, Roster roster, Hearers hearers) {
    this.identities = identities;
    this.own = own;
    this.roster = roster;
    this.hearers = hearers;
  }

  @Override
  public void serve(Accepted connection, Preamble preamble, RelayPort.Admission admission)
      throws IOException {
    Socket socket = connection.socket();
    socket.setSoTimeout(BEGINNING_MILLIS);
    try (SSLSocket secured = identities.of(preamble.key()).secure(socket, false)) {
      DataInputStream in = new DataInputStream(new BufferedInputStream(secured.getInputStream()));
      Hello other = Hello.read(in);
      if (closed) {
        return;
      }
      own.get().write(new DataOutputStream(new BufferedOutputStream(secured.getOutputStream())));
      admission.proven();
      if (other.run().equals(own.get().run())) {
        return;
      }
      socket.setSoTimeout(SILENT_MILLIS);
      InetSocketAddress address = other.address(connection.client().getAddress());
      Thread hearing =
          Thread.ofPlatform()
              .daemon()
              .name("link-from-" + address)
              .start(() -> hear(other, address, preamble, socket, in));
      hearing.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers no new link: whoever was told goodbye would hold this replica for one that is back. */
  @Override
  public void close() {
    closed = true;
  }

  private void supersede(UUID run, Socket link) throws IOException {
    Socket former;
    synchronized (current) {
      former = current.put(run, link);
    }
    if (former != null) {
      former.close();
    }
  }

  private void hear(
      Hello other, InetSocketAddress address, Preamble preamble, Socket link, DataInputStream in) {
    boolean last = false;
    try {
      // Whoever has a link here already, from another of its addresses, ends this one unsaid.
      Optional<Message> first = Message.read(in);
      supersede(other.run(), link);
      roster.linked(other, address);
      hearers.at(other.run(), address);
      last = !heard(other.run(), link, first);
      while (!last && identities.keys().has(preamble.key())) {
        last = !heard(other.run(), link, Message.read(in));
      }
      if (!last) {
        LOG.info("a link of {} ends: its secret is no more", address);
      }
    } catch (IOException e) {
      LOG.debug("the link of {} ended", address, e);
    } catch (RuntimeException | Error e) {
      LOG.error("the link of {} failed inside", address, e);
    }
    boolean ended;
    synchronized (current) {
      ended = current.remove(other.run(), link);
      if (ended) {
        roster.unlinked(other.run());
      }
    }
    if (ended && !last) {
      hearers.lost(other.run());
    }
  }

  /** False after the last that a replica says, or that it says here. */
  private boolean heard(UUID run, Socket link, Optional<Message> message) {
    synchronized (current) {
      if (!link.equals(current.get(run))) {
        return false;
      }
      roster.heard(run);
      return message.isEmpty() || heard(run, message.get());
    }
  }

  private boolean heard(UUID run, Message message) {
    switch (message) {
      case Message.Beat() -> {
        // That it came says it all.
      }
      case Message.Reset() -> roster.reset(run);
      case Message.Told(Key key, Value value) -> {
        roster.told(run, key, value);
        hearers.told(key, value);
      }
      case Message.Removed(Key key) -> roster.removed(run, key);
      case Message.Ask(long number) -> hearers.asked(run, number);
      case Message.Answer(long number) -> roster.answered(run, number);
      case Message.Goodbye() -> {
        roster.goodbye(run);
        return false;
      }
    }
    return true;
  }
}
