package dev.longshore.it.client;

import dev.longshore.it.Gateway;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Where a client connects to, and by which way it is to transfer. */
record Target(String host, int port, Way way) {

  static Target of(Gateway gateway, Way way) {
    return new Target(way.ipv6() ? "::1" : "127.0.0.1", gateway.ipv4().getPort(), way);
  }

  String portText() {
    return Integer.toString(port);
  }

  /** The URL of a path that has no leading slash. */
  String url(String path) {
    String encoded =
        Arrays.stream(path.split("/", -1))
            .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/"));
    return "ftp://" + (way.ipv6() ? "[" + host + "]" : host) + ":" + port + "/" + encoded;
  }
}
