package dev.longshore.it.client;

import dev.longshore.it.Certificate;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Where a client connects to, from where, and by which way it is to transfer.
 *
 * @param home a local folder that is this errand's own
 * @param certificate the gateway's certificate, as PEM and as a PKCS12 trust store
 */
record Target(String host, int port, Way way, Path home, Certificate certificate) {

  String portText() {
    return Integer.toString(port);
  }

  /** The URL of a path that has no leading slash. */
  String url(String path) {
    String encoded =
        Arrays.stream(path.split("/", -1))
            .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/"));
    String scheme = way.implicit() ? "ftps" : "ftp";
    return scheme + "://" + bracketed() + ":" + port + "/" + encoded;
  }

  /** The host as it stands in a URL. */
  String bracketed() {
    return way.ipv6() ? "[" + host + "]" : host;
  }
}
