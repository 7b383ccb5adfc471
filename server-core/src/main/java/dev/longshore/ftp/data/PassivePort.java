package dev.longshore.ftp.data;

import dev.longshore.ftp.control.Accepted;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a {@link LeaseTable} knows of one of its ports; used under its lock. */
final class PassivePort {
  final int number;

  /** Leases that wait for their connection; more than one where clients share the port. */
  final List<Entry> lent = new ArrayList<>(1);

  /** Those whose connection came a moment ago. */
  final List<Entry> justServed = new ArrayList<>(1);

  /** Whom the last lease was for that nobody connected for. */
  @Nullable InetAddress lateFrom;

  long lastUse;
  long quarantinedUntil;

  PassivePort(int number, long now) {
    this.number = number;
    this.lastUse = now;
    this.quarantinedUntil = now;
  }

  /** Of the leases just served, those for whose client the port is kept. */
  Stream<Entry> held() {
    return justServed.stream().filter(e -> e.contest.isDoubtful());
  }

  /** One port lent to one client until the client connects, or until it expires. */
  static final class Entry {
    final PassivePort port;
    final Holder holder;

    /** Since when it has waited. */
    long asked;

    long expires;
    long servedAt;
    boolean served;

    /** Where the client's connection is put; failed when the lease is given up. */
    final CompletableFuture<Accepted> arrival = new CompletableFuture<>();

    /** Who else came to the port. */
    final Contest contest;

    Entry(PassivePort port, Holder holder, Contest contest) {
      this.port = port;
      this.holder = holder;
      this.contest = contest;
    }

    int port() {
      return port.number;
    }

    InetAddress client() {
      return holder.client();
    }
  }
}
