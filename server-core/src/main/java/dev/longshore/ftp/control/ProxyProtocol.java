package dev.longshore.ftp.control;

import dev.longshore.ftp.event.LogPace;
import dev.longshore.ftp.user.Network;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Believes the {@link ProxyHeader} that load balancers begin every connection with. It is never
 * guessed whether there is one: a connection without is refused, and so is everybody who is no such
 * load balancer. Safe for many threads; each header is read on a virtual thread of its own.
 */
public final class ProxyProtocol implements ClientAddresses {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyProtocol.class);

  /** How long a header may take: the specification wants three seconds and more. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How many headers are waited for at once. Load balancers send theirs with the connection. */
  private static final int WAITING = 1024;

  private final List<Network> proxies;
  private final Duration patience;
  private final Semaphore waiting;
  private final LogPace strangers = new LogPace();
  private final LogPace refusals = new LogPace();
  private final LogPace failures = new LogPace();

  /**
   * @param proxies the networks of the load balancers
   */
  public ProxyProtocol(List<Network> proxies) {
    this(proxies, PATIENCE, WAITING);
  }

  ProxyProtocol(List<Network> proxies, Duration patience, int waiting) {
    this.proxies = List.copyOf(proxies);
    this.patience = patience;
    this.waiting = new Semaphore(waiting);
  }

  @Override
  public void resolve(Socket socket, Consumer<Accepted> then) {
    Accepted proxy = Accepted.directly(socket);
    if (Network.anyContains(proxies, proxy.client().getAddress())) {
      read(proxy, then);
      return;
    }
    proxy.reset();
    strangers
        .turn()
        .ifPresent(
            others ->
                LOG.warn(
                    "refused {} on port {}: the address is in none of the networks of"
                        + " longshore.client-address.trusted-proxies{}",
                    proxy.client().getAddress().getHostAddress(),
                    proxy.dialled().getPort(),
                    LogPace.andOthers(others)));
  }

  /** Here it is decided who is waited for, and not on threads that may overtake each other. */
  private void read(Accepted proxy, Consumer<Accepted> then) {
    if (waiting.tryAcquire()) {
      Thread.ofVirtual().name("proxy-header").start(() -> pass(proxy, then));
    } else {
      proxy.reset();
      refused(proxy, "too many are waited for already");
    }
  }

  private void pass(Accepted proxy, Consumer<Accepted> then) {
    try {
      behind(proxy).ifPresentOrElse(then, proxy::reset);
    } catch (RuntimeException | Error e) {
      proxy.reset();
      failures
          .turn()
          .ifPresent(
              others ->
                  LOG.error(
                      "a connection of a proxy failed inside{}", LogPace.andOthers(others), e));
    }
  }

  private Optional<Accepted> behind(Accepted proxy) {
    Patient in = new Patient(proxy.socket(), patience);
    try {
      Optional<ProxyHeader> header = ProxyHeader.read(in);
      in.end();
      return Optional.of(header.map(found -> between(found, proxy)).orElse(proxy));
    } catch (SocketTimeoutException e) {
      refused(
          proxy,
          (in.hasHeard() ? "it was not whole" : "there was none")
              + " after "
              + patience.toMillis()
              + " ms");
    } catch (ProxyHeader.Malformed | EOFException e) {
      if (in.hasHeard()) {
        refused(proxy, String.valueOf(e.getMessage()));
      }
      // Else it has connected and gone, as health checks do.
    } catch (IOException e) {
      LOG.debug("{} was gone before its header", proxy.client(), e);
    } finally {
      waiting.release();
    }
    return Optional.empty();
  }

  /**
   * Of the port, the socket knows best: what is dialled at the load balancer may be another, but
   * what is served and lent here are the ports of this machine.
   */
  private static Accepted between(ProxyHeader header, Accepted proxy) {
    return new Accepted(
        proxy.socket(),
        header.client(),
        new InetSocketAddress(header.dialled().getAddress(), proxy.dialled().getPort()),
        proxy.trace());
  }

  private void refused(Accepted proxy, String reason) {
    refusals
        .turn()
        .ifPresent(
            others ->
                LOG.warn(
                    "refused the proxy {} on port {} for its PROXY header: {}{}",
                    proxy.client().getAddress().getHostAddress(),
                    proxy.dialled().getPort(),
                    reason,
                    LogPace.andOthers(others)));
  }
}
