package dev.longshore.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * A client that begins an upload, says on its standard output that it has sent so much, and then
 * waits for its end: {@link LostUploadsTest} kills it.
 */
final class CutUpload {
  private CutUpload() {}

  /**
   * Port of the gateway, name of the file, how many bytes to send, and the key store of the
   * gateway's certificate; empty for clear text.
   */
  public static void main(String[] arguments) throws IOException {
    var address =
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(arguments[0]));
    try (Wire client = loggedIn(address, arguments[3]);
        DataConnection data = client.passive()) {
      client.expect(150, "STOR " + arguments[1]);
      client.handshake(data);
      new GeneratedFile(7, Long.parseLong(arguments[2])).writeTo(data.out());
      System.out.println("sent");
      client.read();
    }
  }

  private static Wire loggedIn(InetSocketAddress address, String keyStore) throws IOException {
    if (keyStore.isEmpty()) {
      return Wire.loggedIn(address);
    }
    Path file = Path.of(keyStore);
    return Wire.loggedIn(address, TlsClient.trusting(new Certificate(file, file)));
  }
}
