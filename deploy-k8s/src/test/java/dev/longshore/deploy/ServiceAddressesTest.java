package dev.longshore.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against an API server that knows one Service. */
final class ServiceAddressesTest {
  private static final String MASTER = "kubernetes.master";

  private final ServiceAddresses services = new ServiceAddresses();
  private HttpServer api;
  private volatile int status = 200;
  private volatile String ingress = "";

  @BeforeEach
  void start() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext("/api/v1/namespaces/ftp/services/longshore", this::answer);
    api.start();
    System.setProperty(MASTER, "http://127.0.0.1:" + api.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    System.clearProperty(MASTER);
    api.stop(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"ip": "203.0.113.10"}                                   | 203.0.113.10
          {"ip": "203.0.113.10"}, {"ip": "2001:db8::10"}           | 203.0.113.10,2001:db8:0:0:0:0:0:10
          {"hostname": "127.0.0.9"}                                | 127.0.0.9
          {"ip": "203.0.113.10", "hostname": "a.example.invalid"}  | 203.0.113.10
          {"hostname": "a.example.invalid"}, {"ip": "203.0.113.9"} | 203.0.113.9
          """)
  void theAddressesAreThoseOfTheStatus(String balancer, String addresses)
      throws UnknownHostException {
    ingress = balancer;

    assertThat(Stream.of(services.addresses("ftp/longshore")).map(InetAddress::getHostAddress))
        .containsExactly(addresses.split(",", -1));
  }

  @Test
  void aBalancerWithoutAnAddressIsToldSo() {
    isUnknown("ftp/longshore", "its load balancer has no address yet");
  }

  @Test
  void aBalancersNameThatNobodyKnowsIsToldSo() {
    ingress = "{\"hostname\": \"a.example.invalid\"}";
    isUnknown("ftp/longshore", "its load balancer's name a.example.invalid is not known");
  }

  @Test
  void aServiceThatIsNotThereIsToldSo() {
    isUnknown("ftp/longshor", "there is no such Service");
  }

  @Test
  void aPodThatMayNotAskIsToldSo() {
    status = 403;
    isUnknown("ftp/longshore", "this pod may not get the Service");
  }

  @Test
  void anAnswerThatIsNoneIsToldSo() {
    status = 500;
    isUnknown("ftp/longshore", "the API server answers 500");
  }

  @Test
  void anApiServerThatIsAwayIsToldSo() {
    api.stop(0);
    isUnknown("ftp/longshore", "the API server does not answer");
  }

  private void isUnknown(String service, String why) {
    assertThatThrownBy(() -> services.addresses(service))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage(why);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean known = exchange.getRequestURI().getPath().endsWith("/longshore");
      byte[] body =
          """
          {"kind": "Service", "apiVersion": "v1", "metadata": {"name": "longshore", "namespace": "ftp"},
           "status": {"loadBalancer": {"ingress": [%s]}}}
          """
              .formatted(ingress)
              .getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(known ? status : 404, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
