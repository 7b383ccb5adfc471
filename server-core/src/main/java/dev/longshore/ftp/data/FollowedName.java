package dev.longshore.ftp.data;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The IPv4 address that a name has now, for 227. One thread asks again and again; sessions read the
 * last good answer and never wait for a name server.
 */
public final class FollowedName implements AdvertisedAddress.Source {
  private static final Logger LOG = LoggerFactory.getLogger(FollowedName.class);

  /** {@link InetAddress#getAllByName}, or what knows other names. */
  public interface Resolver {
    /**
     * All addresses that the name has now, of IPv4 and IPv6, in any order. Takes seconds at most.
     *
     * @throws UnknownHostException saying, in one line for the log, why there are none
     */
    InetAddress[] addresses(String name) throws UnknownHostException;
  }

  private final String name;
  private final Resolver resolver;
  private volatile @Nullable Inet4Address last;

  // Only the thread that asks uses this.
  private boolean complained;

  public FollowedName(String name, Resolver resolver) {
    this.name = name;
    this.resolver = resolver;
  }

  /** Asks once; logs each change, the first failure and the recovery. */
  public void ask() {
    try {
      Inet4Address[] found =
          Stream.of(resolver.addresses(name))
              .flatMap(a -> a instanceof Inet4Address v4 ? Stream.of(v4) : Stream.empty())
              .toArray(Inet4Address[]::new);
      choose(found).ifPresentOrElse(this::take, () -> complain("has no IPv4 address"));
    } catch (UnknownHostException e) {
      complain("can not be looked up (" + e.getMessage() + ")");
    }
  }

  /** Whether there has been an answer. */
  public boolean isKnown() {
    return last != null;
  }

  @Override
  public AdvertisedAddress forControl(InetAddress dialled, InetAddress client) {
    Inet4Address address = last;
    return address == null
        ? new AdvertisedAddress.NotYetKnown()
        : new AdvertisedAddress.Known(address);
  }

  /** Name servers turn their answers round, so it is the one of before, else the lowest. */
  private Optional<Inet4Address> choose(Inet4Address[] found) {
    Inet4Address before = last;
    return before != null && Arrays.asList(found).contains(before)
        ? Optional.of(before)
        : Stream.of(found)
            .min(Comparator.comparing(Inet4Address::getAddress, Arrays::compareUnsigned));
  }

  private void take(Inet4Address address) {
    Inet4Address before = last;
    if (!address.equals(before)) {
      LOG.info(
          "advertised address: {} is {}{}",
          name,
          address.getHostAddress(),
          before == null ? "" : ", and was " + before.getHostAddress());
    } else if (complained) {
      LOG.info("advertised address: {} is {} again", name, address.getHostAddress());
    }
    complained = false;
    last = address;
  }

  private void complain(String what) {
    if (!complained) {
      Inet4Address before = last;
      LOG.warn(
          "advertised address: {} {}; {}",
          name,
          what,
          before == null ? "not ready until it is known" : before.getHostAddress() + " is kept");
      complained = true;
    }
  }
}
