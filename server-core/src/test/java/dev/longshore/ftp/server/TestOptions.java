package dev.longshore.ftp.server;

import dev.longshore.ftp.control.ClientAddresses;
import dev.longshore.ftp.session.ChecksumLimit;
import dev.longshore.ftp.session.SessionSettings;
import dev.longshore.ftp.tls.CloseNotify;
import dev.longshore.ftp.tls.TlsSettings;
import dev.longshore.ftp.user.Permission;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a test may want otherwise of a {@link TestServer}; each method gives a copy. */
record TestOptions(
    SessionSettings session,
    ServerSettings.Limits limits,
    Duration progressTimeout,
    int passivePorts,
    Set<Permission> permissions,
    ChecksumLimit.Settings checksums,
    Tls tls,
    ClientAddresses addresses) {

  /**
   * @param settings with them there is a second port, for implicit TLS
   */
  record Tls(Optional<TlsSettings> settings, CloseNotify closeNotify) {}

  static final TestOptions DEFAULT =
      new TestOptions(
          SessionSettings.DEFAULT,
          new ServerSettings.Limits(10_000, 10_000, 10_000),
          Duration.ofSeconds(20),
          8,
          EnumSet.allOf(Permission.class),
          ChecksumLimit.Settings.DEFAULT,
          new Tls(Optional.empty(), CloseNotify.AUTO),
          ClientAddresses.OF_SOCKET);

  TestOptions with(SessionSettings other) {
    return new TestOptions(
        other, limits, progressTimeout, passivePorts, permissions, checksums, tls, addresses);
  }

  TestOptions with(ServerSettings.Limits other) {
    return new TestOptions(
        session, other, progressTimeout, passivePorts, permissions, checksums, tls, addresses);
  }

  TestOptions withProgressTimeout(Duration other) {
    return new TestOptions(
        session, limits, other, passivePorts, permissions, checksums, tls, addresses);
  }

  TestOptions withPassivePorts(int other) {
    return new TestOptions(
        session, limits, progressTimeout, other, permissions, checksums, tls, addresses);
  }

  TestOptions with(Set<Permission> other) {
    return new TestOptions(
        session, limits, progressTimeout, passivePorts, other, checksums, tls, addresses);
  }

  TestOptions with(ChecksumLimit.Settings other) {
    return new TestOptions(
        session, limits, progressTimeout, passivePorts, permissions, other, tls, addresses);
  }

  TestOptions with(TlsSettings other) {
    return with(new Tls(Optional.of(other), tls.closeNotify()));
  }

  TestOptions with(CloseNotify other) {
    return with(new Tls(tls.settings(), other));
  }

  private TestOptions with(Tls other) {
    return new TestOptions(
        session, limits, progressTimeout, passivePorts, permissions, checksums, other, addresses);
  }

  TestOptions with(ClientAddresses other) {
    return new TestOptions(
        session, limits, progressTimeout, passivePorts, permissions, checksums, tls, other);
  }

  List<ListenerSettings> listeners(InetAddress host) {
    InetSocketAddress any = new InetSocketAddress(host, 0);
    ListenerSettings explicit =
        new ListenerSettings(any, false, tls.closeNotify(), Optional.empty());
    return tls.settings().isEmpty()
        ? List.of(explicit)
        : List.of(explicit, new ListenerSettings(any, true, tls.closeNotify(), Optional.empty()));
  }
}
