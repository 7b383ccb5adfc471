package dev.longshore.deploy;

import dev.longshore.ftp.data.FollowedName;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The addresses that a Kubernetes Service's load balancer has, from the Service's status. A
 * balancer that has a name alone, as on AWS, is looked up. The API server and what this pod may ask
 * it are found as {@code kubectl} does.
 */
@Singleton
final class ServiceAddresses implements FollowedName.Resolver {
  private static final int PATIENCE = (int) Duration.ofSeconds(5).toMillis();

  @Override
  public InetAddress[] addresses(String service) throws UnknownHostException {
    List<InetAddress> addresses = new ArrayList<>();
    String missing = "its load balancer has no address yet";
    for (LoadBalancerIngress ingress : ingress(service)) {
      if (ingress.getIp() != null) {
        addresses.add(InetAddress.ofLiteral(ingress.getIp()));
      } else if (ingress.getHostname() != null) {
        try {
          addresses.addAll(List.of(InetAddress.getAllByName(ingress.getHostname())));
        } catch (UnknownHostException e) {
          missing = "its load balancer's name " + ingress.getHostname() + " is not known";
        }
      }
    }
    if (addresses.isEmpty()) {
      throw new UnknownHostException(missing);
    }
    return addresses.toArray(InetAddress[]::new);
  }

  private static List<LoadBalancerIngress> ingress(String service) throws UnknownHostException {
    // A client for each question: one in half a minute, and a token that was renewed is read.
    try (KubernetesClient client =
        new KubernetesClientBuilder().withConfig(config(service)).build()) {
      Service found = client.services().withName(name(service)).get();
      if (found == null) {
        throw new UnknownHostException("there is no such Service");
      }
      return Optional.ofNullable(found.getStatus())
          .map(status -> status.getLoadBalancer())
          .map(balancer -> balancer.getIngress())
          .orElse(List.of());
    } catch (KubernetesClientException e) {
      throw new UnknownHostException(reason(e));
    }
  }

  private static Config config(String service) {
    ConfigBuilder config =
        new ConfigBuilder()
            .withConnectionTimeout(PATIENCE)
            .withRequestTimeout(PATIENCE)
            .withRequestRetryBackoffLimit(0);
    int slash = service.indexOf('/');
    return (slash < 0 ? config : config.withNamespace(service.substring(0, slash))).build();
  }

  private static String name(String service) {
    return service.substring(service.indexOf('/') + 1);
  }

  private static String reason(KubernetesClientException e) {
    int code = e.getCode();
    if (code == 401 || code == 403) {
      return "this pod may not get the Service";
    }
    return code > 0 ? "the API server answers " + code : "the API server does not answer";
  }
}
