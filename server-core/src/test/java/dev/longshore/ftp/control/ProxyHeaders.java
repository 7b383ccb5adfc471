package dev.longshore.ftp.control;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** PROXY headers as load balancers send them. */
public enum ProxyHeaders {
  V1 {
    @Override
    public byte[] between(InetSocketAddress client, InetSocketAddress dialled) {
      return "PROXY %s %s %s %d %d\r\n"
          .formatted(
              client.getAddress() instanceof Inet4Address ? "TCP4" : "TCP6",
              client.getAddress().getHostAddress(),
              dialled.getAddress().getHostAddress(),
              client.getPort(),
              dialled.getPort())
          .getBytes(StandardCharsets.US_ASCII);
    }
  },
  V2 {
    @Override
    public byte[] between(InetSocketAddress client, InetSocketAddress dialled) {
      byte[] from = client.getAddress().getAddress();
      ByteBuffer block =
          ByteBuffer.allocate(2 * from.length + 4)
              .put(from)
              .put(dialled.getAddress().getAddress())
              .putShort((short) client.getPort())
              .putShort((short) dialled.getPort());
      return block(0x21, from.length == 4 ? 0x11 : 0x21, block.array());
    }
  };

  /** One that names these. */
  public abstract byte[] between(InetSocketAddress client, InetSocketAddress dialled);

  /** One of a client and of an address that it dialled, by literals. */
  public byte[] between(String client, String dialled) {
    return between(
        new InetSocketAddress(InetAddress.ofLiteral(client), 40_000),
        new InetSocketAddress(InetAddress.ofLiteral(dialled), 21));
  }

  /** One of version 2, or nearly. */
  static byte[] block(int command, int family, byte[] block) {
    byte[] signature = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");
    return ByteBuffer.allocate(16 + block.length)
        .put(signature)
        .put((byte) command)
        .put((byte) family)
        .putShort((short) block.length)
        .put(block)
        .array();
  }

  /** Bytes one after the other. */
  public static byte[] joined(byte[] first, byte[] then) {
    byte[] both = Arrays.copyOf(first, first.length + then.length);
    System.arraycopy(then, 0, both, first.length, then.length);
    return both;
  }
}
