package dev.longshore.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The address in 227 from the status of a Service, by an API server that knows that alone. */
final class AdvertisedServiceTest {
  private HttpServer api;
  private S3 s3;
  private String ingress = "";

  @BeforeEach
  void start() throws IOException {
    s3 = S3.inMemory();
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/api/v1/namespaces/ftp/services/longshore",
        exchange -> {
          try (exchange) {
            byte[] body =
                "{\"kind\": \"Service\", \"status\": {\"loadBalancer\": {\"ingress\": [%s]}}}"
                    .formatted(ingress)
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    api.start();
  }

  @AfterEach
  void stop() throws IOException {
    api.stop(0);
    s3.close();
  }

  private Gateway.Builder gateway() {
    return Gateway.with(s3)
        .set("kubernetes.master", "http://127.0.0.1:" + api.getAddress().getPort())
        .set("longshore.passive.advertise.mode", "service")
        .set("longshore.passive.advertise.service", "ftp/longshore");
  }

  @Test
  void pasvNamesTheLoadBalancer() throws IOException, InterruptedException {
    ingress = "{\"ip\": \"203.0.113.10\"}";
    try (Gateway gateway = gateway().start();
        Wire client = Wire.loggedIn(gateway.ipv4())) {
      assertThat(PassiveReply.address(client.command("PASV")).getAddress().getHostAddress())
          .isEqualTo("203.0.113.10");
    }
  }

  @Test
  void aClientInsideIsToldAnother() throws IOException, InterruptedException {
    ingress = "{\"ip\": \"203.0.113.10\"}";
    try (Gateway gateway =
            gateway()
                .set("longshore.passive.advertise.per-network", "127.0.0.0/8=control")
                .start();
        Wire client = Wire.loggedIn(gateway.ipv4())) {
      assertThat(client.upload("STOR inside", "inside").end().code()).isEqualTo(226);
      assertThat(PassiveReply.address(client.command("PASV")).getAddress().isLoopbackAddress())
          .isTrue();
    }
  }

  @Test
  void beforeItHasAnAddressPasvIsRefusedAndEpsvWorks() throws IOException, InterruptedException {
    try (Gateway gateway = gateway().startUnready();
        Wire client = Wire.loggedIn(gateway.ipv4())) {
      gateway.awaitLog(
          "longshore can not be looked up \\(its load balancer has no address yet\\); not ready");
      assertThat(client.command("PASV").text())
          .isEqualTo("425 The address for PASV is not known yet, use EPSV");
      assertThat(client.command("EPSV").code()).isEqualTo(229);
    }
  }
}
