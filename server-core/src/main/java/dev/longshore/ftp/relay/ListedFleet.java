package dev.longshore.ftp.relay;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * The replicas of a list in the order of their slots. Names are looked up each time, so that a
 * replica that comes back with another address is found; nothing is known of who lives. Safe for
 * many threads.
 */
public final class ListedFleet implements Fleet {
  private static final int LOOKUP_SECONDS = 1;

  private final PortPlan plan;
  private final Member self;
  private final List<InetSocketAddress> members;

  /**
   * @param members the relay ports, of slot 0 first; names need not be resolved. Slots beyond them
   *     have no replica
   * @param address the own one, as others name it
   * @param clock milliseconds since 1970: a process that starts later is another incarnation
   */
  public ListedFleet(
      PortPlan plan,
      int slot,
      List<InetSocketAddress> members,
      InetSocketAddress address,
      LongSupplier clock) {
    this.plan = plan;
    this.members = List.copyOf(members);
    this.self = new Member(slot, clock.getAsLong(), address);
  }

  @Override
  public Member self() {
    return self;
  }

  @Override
  public List<Member> owners(int port) {
    return plan.owner(port).stream()
        .filter(slot -> slot != self.slot() && slot < members.size())
        .boxed()
        .flatMap(slot -> resolved(members.get(slot)).map(a -> member(slot, a)).stream())
        .toList();
  }

  private static Member member(int slot, InetSocketAddress address) {
    return new Member(slot, Member.UNKNOWN, address);
  }

  /** Within a second, whatever the name service does. */
  private static Optional<InetSocketAddress> resolved(InetSocketAddress named) {
    CompletableFuture<InetSocketAddress> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("relay-lookup")
        .start(
            () -> answer.complete(new InetSocketAddress(named.getHostString(), named.getPort())));
    try {
      InetSocketAddress address = answer.get(LOOKUP_SECONDS, TimeUnit.SECONDS);
      return Optional.of(address).filter(a -> !a.isUnresolved());
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void refused(Member member) {}
}
