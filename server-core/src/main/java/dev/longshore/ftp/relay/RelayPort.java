package dev.longshore.ftp.relay;

import dev.longshore.ftp.control.AcceptLoop;
import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.event.LogPace;
import dev.longshore.ftp.event.ServerEvents;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the other replicas connect. A connection has five seconds to say what it is for and to
 * prove that it belongs to this installation, and those that have not are few.
 *
 * <p>Whoever begins well, by a {@link Preamble} of one of our keys, is counted apart from those who
 * say nothing: strangers who come in crowds turn out each other.
 */
public final class RelayPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RelayPort.class);
  private static final int BACKLOG = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int STRANGERS_OF_ADDRESS = 16;

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

  private final AcceptLoop loop;
  private final Supplier<Keyring> keys;
  private final Unproven strangers = new Unproven(STRANGERS_OF_ADDRESS, PATIENCE);

  /** All replicas may run on one machine, and begin at once. */
  private final Unproven named = new Unproven(Unproven.MOST, PATIENCE);

  private final LogPace refusals = new LogPace();

  private RelayPort(AcceptLoop loop, Supplier<Keyring> keys) {
    this.loop = loop;
    this.keys = keys;
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
    return new RelayPort(AcceptLoop.bind(address, BACKLOG, troubles), keys);
  }

  /**
   * Begins to accept.
   *
   * @param events told of each replica that is not understood
   */
  public void start(Service links, Service hops, ServerEvents events) {
    loop.start(
        "relay-listener",
        socket -> {
          Accepted connection = Accepted.directly(socket);
          Unproven.Guest guest = strangers.enter(connection);
          Thread.ofVirtual()
              .name("relay-" + connection.client())
              .start(() -> serve(connection, guest, links, hops, events));
        });
  }

  private void serve(
      Accepted connection,
      Unproven.Guest stranger,
      Service links,
      Service hops,
      ServerEvents events) {
    try (var _ = connection.socket()) {
      Optional<Preamble> preamble = Optional.empty();
      try (stranger) {
        connection.socket().setTcpNoDelay(true);
        preamble = Preamble.read(connection.socket().getInputStream(), keys.get());
      }
      if (preamble.isEmpty()) {
        refused(connection);
        return;
      }
      try (Unproven.Guest guest = named.enter(connection)) {
        Service service =
            switch (preamble.get().kind()) {
              case LINK -> links;
              case HOP -> hops;
            };
        service.serve(connection, preamble.get(), guest::close);
      }
    } catch (NotUnderstood e) {
      events.replicaRefused(connection.client().getAddress(), e.why());
    } catch (IOException e) {
      LOG.debug("a connection of {} to the relay port ended", connection.client(), e);
    } catch (RuntimeException e) {
      LOG.error("a connection of {} to the relay port failed inside", connection.client(), e);
    }
  }

  private void refused(Accepted connection) {
    refusals
        .turn()
        .ifPresent(
            others ->
                LOG.warn(
                    "{} connected to the relay port without a secret of longshore.relay.secrets;"
                        + " only replicas of this installation should reach that port{}",
                    connection.client().getAddress().getHostAddress(),
                    LogPace.andOthers(others)));
    connection.reset();
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
  }
}
