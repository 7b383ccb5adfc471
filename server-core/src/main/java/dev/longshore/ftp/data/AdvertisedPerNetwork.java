package dev.longshore.ftp.data;

import dev.longshore.ftp.user.Network;
import java.net.InetAddress;
import java.util.List;

/**
 * Other addresses for the clients of some networks, as for those on the inside of a NAT.
 *
 * @param rules the first whose network has the client holds
 * @param otherwise for all other clients
 */
public record AdvertisedPerNetwork(List<Rule> rules, AdvertisedAddress.Source otherwise)
    implements AdvertisedAddress.Source {
  /** What clients of one network are told. */
  public record Rule(Network clients, AdvertisedAddress.Source source) {}

  public AdvertisedPerNetwork {
    rules = List.copyOf(rules);
  }

  @Override
  public AdvertisedAddress forControl(InetAddress dialled, InetAddress client) {
    return rules.stream()
        .filter(rule -> rule.clients().contains(client))
        .findFirst()
        .map(Rule::source)
        .orElse(otherwise)
        .forControl(dialled, client);
  }
}
