package dev.longshore.it.conformance;

import dev.longshore.it.Gateway;
import dev.longshore.it.OddBucket;
import dev.longshore.it.S3;
import dev.longshore.it.TlsClient;
import dev.longshore.it.Wire;
import dev.longshore.s3.S3WithFaults;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that one case needs: a directory of its own with the {@link Fixture} in it, sessions, what is
 * stored, and gateways with other settings. What it opens it closes. Used by one thread.
 */
final class Stage implements Closeable {
  private final Testbed bed;
  private final String prefix;
  private final Deque<Closeable> opened = new ArrayDeque<>();
  private boolean furnished;
  private @Nullable Wire wire;

  Stage(Testbed bed, Case of) {
    this.bed = bed;
    this.prefix = of.number().toLowerCase(Locale.ROOT) + "/";
  }

  // Sessions.

  /** The case's session: logged in, TYPE A, in the case's directory. Always the same. */
  Wire wire() throws IOException, InterruptedException {
    Wire there = wire;
    if (there == null) {
      there = another();
      wire = there;
    }
    return there;
  }

  /** One more session like it. */
  Wire another() throws IOException, InterruptedException {
    return loggedIn(Account.DEMO, Profile.USUAL);
  }

  /** A session of somebody else, in the same directory. */
  Wire as(Account account) throws IOException, InterruptedException {
    return loggedIn(account, Profile.USUAL);
  }

  /** A session in the same directory, of a gateway with these settings. */
  Wire with(Profile profile) throws IOException, InterruptedException {
    return loggedIn(Account.DEMO, profile);
  }

  /** A session of somebody else, of a gateway with these settings. */
  Wire with(Profile profile, Account account) throws IOException, InterruptedException {
    return loggedIn(account, profile);
  }

  private Wire loggedIn(Account account, Profile profile) throws IOException, InterruptedException {
    return enter(gateway(profile).ipv4(), account);
  }

  /** A session in the same directory, of this gateway. */
  Wire enter(InetSocketAddress gateway) throws IOException, InterruptedException {
    return enter(gateway, Account.DEMO);
  }

  private Wire enter(InetSocketAddress gateway, Account account)
      throws IOException, InterruptedException {
    return enter(close(Wire.with(gateway)), account);
  }

  /** The same as somebody else. */
  Wire enter(Wire session, Account account) throws IOException {
    furnish();
    session.login(account.user(), account.password());
    session.expect(250, "CWD " + directory());
    return session;
  }

  /** A session like {@link #another} of a client that has this address of this machine. */
  Wire from(InetAddress client) throws IOException, InterruptedException {
    Wire session = close(Wire.unread(gateway().ipv4(), client));
    session.expect(220);
    return enter(session, Account.DEMO);
  }

  /** A session like {@link #another} of a client of whom a load balancer says this. */
  Wire behindProxy(String header) throws IOException, InterruptedException {
    Wire session = close(Wire.unread(gateway(Profile.PROXIED).ipv4()));
    session.raw(header);
    session.expect(220);
    return enter(session, Account.DEMO);
  }

  /** A session like {@link #another} of a client that dials this address of the gateway's. */
  Wire dialling(InetAddress gateway) throws IOException, InterruptedException {
    return enter(new InetSocketAddress(gateway, gateway().ipv4().getPort()));
  }

  /** A new client's end of TLS, which has not met the gateway. */
  TlsClient tls() throws IOException {
    return TlsClient.trusting(bed.certificate());
  }

  /** A session like {@link #wire}, with everything encrypted by explicit TLS. */
  Wire encrypted(TlsClient tls) throws IOException, InterruptedException {
    return encrypted(tls, Profile.USUAL);
  }

  Wire encrypted(TlsClient tls, Profile profile) throws IOException, InterruptedException {
    return entered(stranger(profile).startTls(tls));
  }

  /** The same by implicit TLS. */
  Wire implicit(TlsClient tls) throws IOException, InterruptedException {
    Wire session = close(Wire.implicit(gateway().implicitTls(), tls));
    session.expect(220);
    return entered(session);
  }

  /** Logs in, and goes to the case's directory. */
  Wire entered(Wire session) throws IOException, InterruptedException {
    return enter(session, Account.DEMO);
  }

  /** A connection whose greeting has been read and nothing said. */
  Wire stranger() throws IOException, InterruptedException {
    return stranger(Profile.USUAL);
  }

  Wire stranger(Profile profile) throws IOException, InterruptedException {
    return close(Wire.with(gateway(profile).ipv4()));
  }

  /** The same of a client that has this address of this machine. */
  Wire stranger(Profile profile, InetAddress client) throws IOException, InterruptedException {
    Wire session = close(Wire.unread(gateway(profile).ipv4(), client));
    session.expect(220);
    return session;
  }

  /** A connection whose greeting has not been read. */
  Wire unread(Profile profile) throws IOException, InterruptedException {
    return close(Wire.unread(gateway(profile).ipv4()));
  }

  /** Closes this at the end of the case; gives it back. */
  <T extends Closeable> T close(T resource) {
    opened.push(resource);
    return resource;
  }

  // Gateways.

  Gateway gateway() throws IOException, InterruptedException {
    return gateway(Profile.USUAL);
  }

  /** A profile's gateway, which other cases use too. */
  Gateway gateway(Profile profile) throws IOException, InterruptedException {
    return bed.gateway(profile).gateway();
  }

  /** Waits until no other case uses this profile, and keeps it up to the end. */
  void alone(Profile profile) throws InterruptedException {
    var turn = bed.gateway(profile).turn();
    turn.acquire();
    opened.push(turn::release);
  }

  /** A gateway for this case alone, which may be stopped; it is started by the case. */
  Gateway.Builder ownGateway() {
    return bed.gateway(Profile.USUAL).builder();
  }

  // What is stored.

  /** What {@link Profile#ODD_KEYS} is in front of; the keys begin with {@link #prefix}. */
  OddBucket odd() {
    return bed.odd();
  }

  /** The case's directory, as FTP names it. */
  String directory() {
    return "/" + prefix.substring(0, prefix.length() - 1);
  }

  /** The path of a file of {@link Testbed#BIG} zeros, for reading only. */
  String big() {
    return bed.big();
  }

  /** Puts a file into the case's directory, not through the gateway. */
  void put(String name, String content) {
    bed.s3().put(prefix + name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** What is stored under a name of the case's directory. */
  String stored(String name) {
    return new String(bed.s3().bytes(prefix + name), StandardCharsets.UTF_8);
  }

  boolean has(String name) {
    return bed.s3().has(prefix + name);
  }

  /** The keys below the case's directory, without it. */
  Set<String> names() {
    return bed.s3().keys(prefix).stream()
        .map(key -> key.substring(prefix.length()))
        .collect(Collectors.toSet());
  }

  /** Breaks what the gateway of {@link Profile#FAULTS} asks of the S3. */
  S3WithFaults faults() {
    return bed.faults();
  }

  /** How a request for a file of the case's directory begins. */
  String request(String method, String name) {
    return method + " /" + S3.BUCKET + "/" + prefix + name;
  }

  S3 s3() {
    return bed.s3();
  }

  /** The prefix of the case's keys in the bucket. */
  String prefix() {
    return prefix;
  }

  private void furnish() {
    if (!furnished) {
      Fixture.put(bed.s3(), prefix);
      furnished = true;
    }
  }

  @Override
  public void close() throws IOException {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
    if (furnished) {
      bed.s3().remove(prefix);
    }
  }
}
