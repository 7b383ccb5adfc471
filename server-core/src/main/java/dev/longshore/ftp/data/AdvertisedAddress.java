package dev.longshore.ftp.data;

import java.net.Inet4Address;
import java.net.InetAddress;

/** The address that 227 names, apart from the one that is listened on. */
public sealed interface AdvertisedAddress {

  /** This one. */
  record Known(Inet4Address address) implements AdvertisedAddress {}

  /** There is none for this client, as 227 has room for IPv4 alone; EPSV needs none. */
  record Unavailable() implements AdvertisedAddress {}

  /** It has still to be looked up. */
  record NotYetKnown() implements AdvertisedAddress {}

  /** Where it comes from. */
  interface Source {

    /** What to tell a client whose control connection has these two addresses, ours first. */
    AdvertisedAddress forControl(InetAddress dialled, InetAddress client);

    /** The address that the client dialled, as this machine sees it. */
    record Control() implements Source {
      @Override
      public AdvertisedAddress forControl(InetAddress dialled, InetAddress client) {
        return dialled instanceof Inet4Address address ? new Known(address) : new Unavailable();
      }
    }

    /** The address of a load balancer or a NAT in front, for every client. */
    record Static(Inet4Address address) implements Source {
      @Override
      public AdvertisedAddress forControl(InetAddress dialled, InetAddress client) {
        return new Known(address);
      }
    }
  }
}
