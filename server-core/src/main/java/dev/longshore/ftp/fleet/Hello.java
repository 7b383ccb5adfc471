package dev.longshore.ftp.fleet;

import dev.longshore.ftp.relay.NotUnderstood;
import dev.longshore.ftp.relay.PortPlan;
import dev.longshore.ftp.relay.WireVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What both sides of a link say first.
 *
 * @param version its own {@link WireVersion}
 * @param run which process it is, so that one that meets itself sees that
 * @param slot whose passive ports it lends
 * @param incarnation which process of that slot it is, the newer the higher
 * @param plan what it takes for the port plan
 * @param host its address for others; empty where they shall take the one that it comes from
 * @param port its relay port
 */
record Hello(
    int version, UUID run, int slot, long incarnation, PortPlan plan, String host, int port) {
  private static final int LONGEST = 1024;

  void write(DataOutputStream out) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(bytes);
    fields.writeByte(version);
    fields.writeLong(run.getMostSignificantBits());
    fields.writeLong(run.getLeastSignificantBits());
    fields.writeInt(slot);
    fields.writeLong(incarnation);
    fields.writeInt(plan.start());
    fields.writeInt(plan.count());
    fields.writeInt(plan.slots());
    byte[] address = host.getBytes(StandardCharsets.US_ASCII);
    fields.writeByte(address.length);
    fields.write(address);
    fields.writeShort(port);
    out.writeInt(bytes.size());
    bytes.writeTo(out);
    out.flush();
  }

  /**
   * Reads one; what a later version adds at its end is passed over.
   *
   * @throws NotUnderstood when it is of a version that this process does not speak, or malformed
   */
  static Hello read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new NotUnderstood("a hello of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    DataInputStream fields = new DataInputStream(new ByteArrayInputStream(bytes));
    int version = fields.readUnsignedByte();
    WireVersion.with(version);
    UUID run = new UUID(fields.readLong(), fields.readLong());
    int slot = fields.readInt();
    long incarnation = fields.readLong();
    PortPlan plan = plan(fields.readInt(), fields.readInt(), fields.readInt());
    String host =
        new String(fields.readNBytes(fields.readUnsignedByte()), StandardCharsets.US_ASCII);
    return new Hello(version, run, slot, incarnation, plan, host, fields.readUnsignedShort());
  }

  private static PortPlan plan(int start, int count, int slots) throws NotUnderstood {
    try {
      return new PortPlan(start, count, slots);
    } catch (IllegalArgumentException e) {
      throw new NotUnderstood("its " + e.getMessage());
    }
  }

  /**
   * Where it is to be reached.
   *
   * @param seen where it comes from
   */
  InetSocketAddress address(InetAddress seen) throws NotUnderstood {
    try {
      return new InetSocketAddress(host.isEmpty() ? seen : InetAddress.ofLiteral(host), port);
    } catch (IllegalArgumentException e) {
      throw new NotUnderstood("it says that its address is '" + host + "'");
    }
  }
}
