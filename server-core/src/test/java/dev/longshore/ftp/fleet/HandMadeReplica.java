package dev.longshore.ftp.fleet;

import dev.longshore.ftp.relay.HandMadePreamble;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLSocket;

/** A replica of slot 3 whose hellos are written byte for byte, proven with the real key. */
final class HandMadeReplica implements AutoCloseable {
  private static final LinkIdentity IDENTITY = LinkIdentity.of(TestReplica.KEYS.first());

  private final int version;
  private final int[] plan;
  private final UUID run = UUID.randomUUID();
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** What others asked, by number. */
  final BlockingQueue<Long> questions = new LinkedBlockingQueue<>();

  /**
   * @param version that it says to be of
   * @param plan the start, the count and the slots of its passive ports
   */
  HandMadeReplica(int version, int... plan) throws IOException {
    this.version = version;
    this.plan = plan;
    Thread.ofVirtual().start(this::answer);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** Takes what others say on their links, and answers with its hello. */
  private void answer() {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> hear(socket));
      }
    } catch (IOException e) {
      // It is closed.
    }
  }

  private void hear(Socket socket) {
    try {
      HandMadePreamble.read(socket.getInputStream());
      SSLSocket secured = IDENTITY.secure(socket, false);
      DataInputStream in = new DataInputStream(secured.getInputStream());
      skipHello(in);
      secured.getOutputStream().write(hello());
      while (true) {
        if (Message.read(in).orElse(null) instanceof Message.Ask(long number)) {
          questions.add(number);
        }
      }
    } catch (IOException e) {
      // It ended.
    }
  }

  private static void skipHello(DataInputStream in) throws IOException {
    in.readFully(new byte[in.readInt()]);
  }

  /** Opens its own link to another, and begins; the stream on which it may say more. */
  DataOutputStream link(TestReplica other) throws IOException {
    Socket socket = new Socket(other.address.getAddress(), other.address.getPort());
    sockets.add(socket);
    socket.setSoTimeout(10_000);
    socket
        .getOutputStream()
        .write(HandMadePreamble.of(version, 'L', TestReplica.KEYS.first()).bytes());
    SSLSocket secured = IDENTITY.secure(socket, true);
    DataOutputStream out = new DataOutputStream(secured.getOutputStream());
    out.write(hello());
    skipHello(new DataInputStream(secured.getInputStream()));
    new Message.Reset().write(out);
    return out;
  }

  private byte[] hello() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(bytes);
    fields.writeInt(0);
    fields.writeByte(version);
    fields.writeLong(run.getMostSignificantBits());
    fields.writeLong(run.getLeastSignificantBits());
    fields.writeInt(3);
    fields.writeLong(99);
    for (int each : plan) {
      fields.writeInt(each);
    }
    fields.writeByte(0);
    fields.writeShort(listener.getLocalPort());
    fields.writeUTF("what a later version adds");
    byte[] all = bytes.toByteArray();
    all[3] = (byte) (all.length - Integer.BYTES);
    return all;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
