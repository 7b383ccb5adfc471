package dev.longshore.s3.call;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** Spreads connections over all addresses that a store's name has. Used by {@link S3Clients}. */
final class ShufflingDnsResolver implements DnsResolver {

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    List<InetAddress> addresses = Arrays.asList(SystemDefaultDnsResolver.INSTANCE.resolve(host));
    Collections.shuffle(addresses);
    return addresses.toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
  }
}
