package dev.longshore.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A client that begins an upload, says on its standard output that it has sent so much, and then
 * waits for its end: {@link LostUploadsTest} kills it.
 */
final class CutUpload {
  private CutUpload() {}

  /** Port of the gateway, name of the file, and how many bytes to send. */
  public static void main(String[] arguments) throws IOException {
    var address =
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(arguments[0]));
    try (Wire client = Wire.loggedIn(address);
        DataConnection data = client.passive()) {
      client.expect(150, "STOR " + arguments[1]);
      new GeneratedFile(7, Long.parseLong(arguments[2])).writeTo(data.out());
      System.out.println("sent");
      client.read();
    }
  }
}
