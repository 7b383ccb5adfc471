package dev.longshore.ftp.relay;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.SecretKey;

/** The dialling side of a hop, byte for byte as a test says, proven with the real key. */
public final class HandMadeHop implements AutoCloseable {
  private static final byte[] CONNECTION = "connection".getBytes(StandardCharsets.US_ASCII);
  private static final int GREETING = 29;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final RelayKey key;
  private final HandMadePreamble preamble;
  private SecretKey proof;
  private long counter;

  /**
   * Connects and says the preamble.
   *
   * @param version which it says to be of
   */
  public HandMadeHop(InetSocketAddress owner, Keyring keys, int version) throws IOException {
    this.key = keys.first();
    this.socket = new Socket(owner.getAddress(), owner.getPort());
    socket.setSoTimeout(10_000);
    this.in = new DataInputStream(socket.getInputStream());
    this.out = new DataOutputStream(socket.getOutputStream());
    this.preamble = HandMadePreamble.of(version, 'H', key);
    this.proof = key.connectionKey(ByteBuffer.allocate(0));
    out.write(preamble.bytes());
  }

  /** The version that the other side wants to speak; -1 if it ends the connection instead. */
  public int greeted() throws IOException {
    int version = next();
    if (version >= 0) {
      byte[] said = new byte[GREETING];
      said[0] = (byte) version;
      in.readFully(said, 1, GREETING - 1);
      in.readNBytes(RelayKey.MAC_LENGTH);
      proof =
          key.connectionKey(
              ByteBuffer.allocate(CONNECTION.length + 16 + GREETING)
                  .put(CONNECTION)
                  .put(preamble.nonce())
                  .put(said)
                  .flip());
    }
    return version;
  }

  private int next() throws IOException {
    try {
      return in.read();
    } catch (SocketException e) {
      return -1;
    }
  }

  /**
   * Asks for a data connection.
   *
   * @param more what comes behind the two addresses
   * @return the verdict as on the wire; -1 if the other side ends the connection instead
   */
  public int ask(InetSocketAddress client, InetSocketAddress dialled, String more)
      throws IOException {
    ByteBuffer fields = ByteBuffer.allocate(600).putLong(counter++);
    put(fields, client);
    put(fields, dialled);
    fields.put(more.getBytes(StandardCharsets.US_ASCII)).flip();
    out.writeShort(fields.remaining());
    out.write(fields.array(), 0, fields.remaining());
    out.write(RelayKey.mac(proof, fields));
    return next();
  }

  private static void put(ByteBuffer fields, InetSocketAddress end) {
    byte[] address = end.getAddress().getAddress();
    fields.put((byte) address.length).put(address).putShort((short) end.getPort());
  }

  /** Sends a frame: 1 is DATA, 2 END, 3 ABORT. */
  public void send(int type, byte[] bytes) throws IOException {
    out.writeInt(type << 24 | bytes.length);
    out.write(bytes);
  }

  /** The bytes of all frames of DATA up to END. */
  public byte[] received() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 20);
    for (int header = in.readInt(); header >>> 24 == 1; header = in.readInt()) {
      bytes.put(in.readNBytes(header & 0xffffff));
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
