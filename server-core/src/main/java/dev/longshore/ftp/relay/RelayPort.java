package dev.longshore.ftp.relay;

import dev.longshore.ftp.control.AcceptLoop;
import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.event.ServerEvents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the other replicas connect. A connection has ten seconds to say what it is for, by a {@link
 * Preamble} of one of our keys, and ten more to prove that it belongs to this installation; those
 * that have not are few, see {@link Unproven}.
 */
public final class RelayPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RelayPort.class);
  private static final int BACKLOG = 256;

  /** As long as the other side waits: this one may have no processor for a moment. */
  private static final Duration PATIENCE = Hop.ANSWER;

  /** What connections of one kind are for. */
  @FunctionalInterface
  public interface Service {

    /**
     * Serves one connection to its end, on a virtual thread of its own.
     *
     * @param admission ends the connection some seconds later unless it is closed: that is done
     *     when the other side has proven itself
     * @throws IOException when the connection fails; it is closed then
     */
    void serve(Accepted connection, Preamble preamble, Admission admission) throws IOException;
  }

  /** What bounds a connection that has not proven itself. */
  @FunctionalInterface
  public interface Admission {
    /** The other side has proven itself. */
    void proven();
  }

  /**
   * What is behind the port.
   *
   * @param links serves those that tell of replicas
   * @param hops serves those that hand data connections on
   * @param linked whether a replica that this one is linked with is at an address
   */
  public record Services(Service links, Service hops, Predicate<InetAddress> linked) {
    private Service of(Preamble.Kind kind) {
      return switch (kind) {
        case LINK -> links;
        case HOP -> hops;
      };
    }
  }

  private final AcceptLoop loop;
  private final Supplier<Keyring> keys;
  private final Unproven strangers;

  /** Who began well; all replicas may run on one machine, and begin at once. */
  private final Unproven named;

  /** Whoever comes from where a linked replica is, so that a crowd of others is nothing to it. */
  private final Unproven members;

  private RelayPort(AcceptLoop loop, Supplier<Keyring> keys, Duration patience) {
    this.loop = loop;
    this.keys = keys;
    this.strangers = new Unproven(patience, 64, 16);
    this.named = new Unproven(patience, 64, 64);
    this.members = new Unproven(patience, 256, 256);
  }

  /**
   * Binds the port; nobody is accepted before {@link #start}.
   *
   * @param keys the keys of now
   * @param troubles what all listeners of the process have in common
   */
  public static RelayPort bind(
      InetSocketAddress address, Supplier<Keyring> keys, AcceptLoop.Troubles troubles)
      throws IOException {
    return bind(address, keys, troubles, PATIENCE);
  }

  static RelayPort bind(
      InetSocketAddress address,
      Supplier<Keyring> keys,
      AcceptLoop.Troubles troubles,
      Duration patience)
      throws IOException {
    return new RelayPort(AcceptLoop.bind(address, BACKLOG, troubles), keys, patience);
  }

  /**
   * Begins to accept.
   *
   * @param events told of each replica that is refused, and of whoever is none
   */
  public void start(Services services, ServerEvents events) {
    loop.start(
        "relay-listener",
        socket -> {
          Accepted connection = Accepted.directly(socket);
          boolean linked = services.linked.test(connection.client().getAddress());
          Unproven.Guest stranger = (linked ? members : strangers).enter(connection, events);
          Thread.ofVirtual()
              .name("relay-" + connection.client())
              .start(() -> serve(connection, stranger, linked ? members : named, services, events));
        });
  }

  private void serve(
      Accepted connection,
      Unproven.Guest stranger,
      Unproven share,
      Services services,
      ServerEvents events) {
    try (var _ = connection.socket()) {
      Preamble preamble;
      try (stranger) {
        preamble = preamble(connection);
      }
      try (Unproven.Guest guest = share.enter(connection, events)) {
        services.of(preamble.kind()).serve(connection, preamble, guest::close);
      }
    } catch (Refusal e) {
      e.tell(events, connection.client().getAddress());
    } catch (IOException e) {
      LOG.debug("a connection of {} to the relay port ended", connection.client(), e);
    } catch (RuntimeException e) {
      LOG.error("a connection of {} to the relay port failed inside", connection.client(), e);
    }
  }

  private Preamble preamble(Accepted connection) throws IOException {
    connection.socket().setTcpNoDelay(true);
    Optional<Preamble> preamble = Preamble.read(connection.socket().getInputStream(), keys.get());
    if (preamble.isEmpty()) {
      connection.reset();
      throw new NotProven(
          "it connected to the relay port without a secret of longshore.relay.secrets; only"
              + " replicas of this installation should reach that port");
    }
    return preamble.get();
  }

  public int port() {
    return loop.port();
  }

  /** Whether it accepts. */
  public boolean isListening() {
    return loop.isListening();
  }

  /** Accepts no more; connections that are there go on. */
  @Override
  public void close() {
    loop.close();
    strangers.close();
    named.close();
    members.close();
  }
}
