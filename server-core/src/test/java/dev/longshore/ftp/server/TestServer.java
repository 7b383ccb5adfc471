package dev.longshore.ftp.server;

import dev.longshore.ftp.data.PassiveSettings;
import dev.longshore.ftp.data.PeerPolicy;
import dev.longshore.ftp.data.PortUnavailable;
import dev.longshore.ftp.event.ServerEvents;
import dev.longshore.ftp.fleet.Replicas;
import dev.longshore.ftp.relay.PortPlan;
import dev.longshore.ftp.storage.MemoryStorages;
import dev.longshore.ftp.storage.Storages;
import dev.longshore.ftp.user.AuthResult;
import dev.longshore.ftp.user.Authenticator;
import dev.longshore.ftp.user.HomeMapping;
import dev.longshore.ftp.user.Permission;
import dev.longshore.ftp.user.User;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A whole server over files in memory, with the user {@code u} whose password is {@code p}. */
final class TestServer implements AutoCloseable {

  final MemoryStorages files;
  private final BlockingQueue<ServerEvents.TransferEnded> transfers = new LinkedBlockingQueue<>();
  private final BlockingQueue<ServerEvents.Relayed> relayed = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
  private final AtomicInteger failedHandshakes = new AtomicInteger();
  private final AtomicInteger contests = new AtomicInteger();
  private final AtomicInteger unexpected = new AtomicInteger();
  private final AtomicInteger ownerless = new AtomicInteger();
  private final FtpServer server;
  private List<Integer> passivePorts = List.of();
  private volatile boolean removed;
  private volatile Duration pause = Duration.ZERO;

  private TestServer(TestOptions options, MemoryStorages files, Storages storages)
      throws IOException {
    this.files = files;
    this.server = bind(options, storages);
  }

  private TestServer(TestOptions options, MemoryStorages files, Storages storages, Place place)
      throws IOException {
    this.files = files;
    this.passivePorts = place.plan().ports().boxed().toList();
    this.server = begin(options, storages, place);
  }

  /**
   * Where a server is among several.
   *
   * @param host of its own, since all of them bind all passive ports
   */
  record Place(InetAddress host, PortPlan plan, int slot, Optional<Replicas> replicas) {}

  /**
   * One of several.
   *
   * @throws PortUnavailable when the plan's ports are not all free there
   */
  static TestServer start(TestOptions options, MemoryStorages files, Storages storages, Place place)
      throws IOException {
    return new TestServer(options, files, storages, place);
  }

  static TestServer start() throws IOException {
    return start(TestOptions.DEFAULT);
  }

  static TestServer start(TestOptions options) throws IOException {
    MemoryStorages files = new MemoryStorages();
    return start(options, files, files);
  }

  /** With storages in front of the files in memory that do what a test needs. */
  static TestServer start(TestOptions options, MemoryStorages files, Storages storages)
      throws IOException {
    return new TestServer(options, files, storages);
  }

  /** The plan needs ports in a row, so it is tried until some are free. */
  private FtpServer bind(TestOptions options, Storages storages) throws IOException {
    IOException last = new IOException("no ports in a row");
    for (int attempt = 0; attempt < 50; attempt++) {
      int start = ThreadLocalRandom.current().nextInt(10_000, 30_000);
      passivePorts = IntStream.range(start, start + options.passivePorts()).boxed().toList();
      PortPlan plan = new PortPlan(start, options.passivePorts(), 1);
      try {
        return begin(
            options,
            storages,
            new Place(InetAddress.ofLiteral("0.0.0.0"), plan, 0, Optional.empty()));
      } catch (PortUnavailable e) {
        last = e;
      }
    }
    throw last;
  }

  private FtpServer begin(TestOptions options, Storages storages, Place place) throws IOException {
    return FtpServer.start(
        settings(options, place),
        new Users(options.permissions()),
        storages,
        new ServerEvents() {
          @Override
          public void transferEnded(SessionId session, String user, TransferEnded transfer) {
            transfers.add(transfer);
          }

          @Override
          public void relayed(Relayed connection) {
            relayed.add(connection);
          }

          @Override
          public void sessionClosed(SessionId session, String reason) {
            closed.add(reason);
          }

          @Override
          public void handshakeFailed(SessionId session, String reason) {
            failedHandshakes.incrementAndGet();
          }

          @Override
          public void portContested(InetAddress client, InetAddress other, int port) {
            contests.incrementAndGet();
          }

          @Override
          public void unexpectedConnection(InetAddress other, int port) {
            unexpected.incrementAndGet();
          }

          @Override
          public void ownerUnknown(InetAddress client, int port) {
            ownerless.incrementAndGet();
          }
        },
        place.replicas());
  }

  private static ServerSettings settings(TestOptions options, Place place) {
    return new ServerSettings(
        options.listeners(place.host()),
        options.addresses(),
        options.tls().settings(),
        new PassiveSettings(
            place.host(),
            place.plan(),
            place.slot(),
            true,
            PeerPolicy.EXACT,
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1)),
        options.session(),
        options.limits(),
        options.checksums(),
        options.progressTimeout());
  }

  private final class Users implements Authenticator {
    private final User user;

    private Users(Set<Permission> permissions) {
      this.user =
          new User("u", permissions, List.of(new HomeMapping("/", "/home")), OptionalInt.empty());
    }

    @Override
    public AuthResult authenticate(String name, char[] password, InetAddress client) {
      return name.equals("u") && Arrays.equals(password, new char[] {'p'})
          ? new AuthResult.Accepted(user)
          : new AuthResult.Refused("wrong password", pause);
    }

    @Override
    public boolean isCurrent(User asked) {
      return !removed;
    }
  }

  /** From now on the reply to a wrong password waits so long. */
  void pauseAfterWrongPasswords(Duration time) {
    pause = time;
  }

  /** From now on the user is not known any more. */
  void removeUser() {
    removed = true;
  }

  FtpServer server() {
    return server;
  }

  int port() {
    return server.ports().getFirst();
  }

  /** The next transfer that has ended; waits for it. */
  ServerEvents.TransferEnded ended() throws InterruptedException {
    return Objects.requireNonNull(transfers.poll(10, TimeUnit.SECONDS), "no transfer ended");
  }

  /** The next data connection that it carried for another one and that has ended; waits for it. */
  ServerEvents.Relayed relayed() throws InterruptedException {
    return Objects.requireNonNull(relayed.poll(10, TimeUnit.SECONDS), "nothing was relayed");
  }

  /** Why the next session that has ended did so; waits for it. */
  String closed() throws InterruptedException {
    return Objects.requireNonNull(closed.poll(10, TimeUnit.SECONDS), "no session ended");
  }

  /** How many handshakes of control connections failed that are worth a word. */
  int failedHandshakes() {
    return failedHandshakes.get();
  }

  /** The ports that it lends. */
  List<Integer> passivePorts() {
    return passivePorts;
  }

  /** How often it was told that a passive port was contested. */
  int contests() {
    return contests.get();
  }

  /** How many data connections came that nobody waited for. */
  int unexpected() {
    return unexpected.get();
  }

  /** How many data connections came for a slot that no known replica has. */
  int ownerless() {
    return ownerless.get();
  }

  /** The port for implicit TLS. */
  int implicitPort() {
    return server.ports().getLast();
  }

  /** A client that is connected and has read the greeting. */
  RawClient connect() throws IOException {
    return new RawClient(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
  }

  /** A client that is logged in, with TYPE I. */
  RawClient login() throws IOException {
    return loggedIn(connect());
  }

  static RawClient loggedIn(RawClient client) throws IOException {
    client.expect("USER u", 331);
    client.expect("PASS p", 230);
    client.expect("TYPE I", 200);
    return client;
  }

  @Override
  public void close() {
    server.close();
  }
}
