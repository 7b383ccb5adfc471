package dev.longshore.ftp.relay;

import dev.longshore.ftp.event.TraceContext;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * How a hop begins to carry a data connection: between whom that is, with an HMAC by the
 * connection's key and a counter, so that none is taken twice. On the wire: two bytes of length,
 * counter, client, dialled, from version 2 on the 55 characters of the trace context, maybe more
 * that a later version says, HMAC.
 *
 * @param client who opened the data connection
 * @param dialled the address and the passive port that he wanted
 * @param trace what both replicas call the data connection
 */
record HopRequest(InetSocketAddress client, InetSocketAddress dialled, TraceContext trace) {
  /** The first version that has a trace context; before it, the owner makes one for itself. */
  private static final int TRACED = 2;

  private static final int MOST = 512;
  private static final int LEAST = Long.BYTES;

  /**
   * Writes it.
   *
   * @param version which both sides speak
   * @param counter which it is on this connection
   */
  void write(OutputStream out, int version, SecretKey key, long counter) throws IOException {
    ByteBuffer fields = ByteBuffer.allocate(MOST).putLong(counter);
    put(fields, client);
    put(fields, dialled);
    if (version >= TRACED) {
      fields.put(trace.traceparent().getBytes(StandardCharsets.US_ASCII));
    }
    fields.flip();
    byte[] mac = RelayKey.mac(key, fields);
    out.write(
        ByteBuffer.allocate(Short.BYTES + fields.remaining() + mac.length)
            .putShort((short) fields.remaining())
            .put(fields)
            .put(mac)
            .array());
    out.flush();
  }

  private static void put(ByteBuffer fields, InetSocketAddress end) {
    byte[] address = end.getAddress().getAddress();
    fields.put((byte) address.length).put(address).putShort((short) end.getPort());
  }

  /**
   * Reads the next one.
   *
   * @param version which both sides speak
   * @param counter which it is on this connection
   * @return empty where the connection ended before one began
   * @throws NotProven when it is not, or is not the next one
   * @throws NotUnderstood when it is, and malformed
   */
  static Optional<HopRequest> read(InputStream in, int version, SecretKey key, long counter)
      throws IOException {
    int high = in.read();
    if (high < 0) {
      return Optional.empty();
    }
    int low = in.read();
    int length = high << 8 | low;
    if (low < 0 || length < LEAST || length > MOST) {
      throw new IOException("a request of " + length + " bytes");
    }
    byte[] bytes = new byte[length + RelayKey.MAC_LENGTH];
    new DataInputStream(in).readFully(bytes);
    ByteBuffer fields = ByteBuffer.wrap(bytes, 0, length);
    byte[] mac = Arrays.copyOfRange(bytes, length, bytes.length);
    if (!RelayKey.same(mac, RelayKey.mac(key, fields)) || fields.getLong() != counter) {
      throw new NotProven("its request for a data connection is not proven, or was sent before");
    }
    try {
      return Optional.of(new HopRequest(end(fields), end(fields), trace(fields, version)));
    } catch (BufferUnderflowException e) {
      throw new NotUnderstood("its request for a data connection ends too soon");
    } catch (UnknownHostException | IllegalArgumentException e) {
      throw new NotUnderstood("its request for a data connection has " + e.getMessage());
    }
  }

  private static InetSocketAddress end(ByteBuffer fields) throws UnknownHostException {
    byte[] address = new byte[fields.get() & 0xff];
    fields.get(address);
    return new InetSocketAddress(
        InetAddress.getByAddress(address), Short.toUnsignedInt(fields.getShort()));
  }

  private static TraceContext trace(ByteBuffer fields, int version) {
    if (version < TRACED) {
      return TraceContext.create();
    }
    byte[] traceparent = new byte[TraceContext.LENGTH];
    fields.get(traceparent);
    return new TraceContext(new String(traceparent, StandardCharsets.US_ASCII));
  }
}
