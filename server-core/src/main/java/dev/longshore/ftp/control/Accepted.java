package dev.longshore.ftp.control;

import dev.longshore.ftp.event.TraceContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;

/**
 * A connection that came in, and between whom it is. That is not always what the socket says: a
 * load balancer, or another replica, may stand between.
 *
 * @param socket its bytes; whoever takes it closes it
 * @param client who opened it, and from which port
 * @param dialled the address and port that the client wanted
 * @param trace what the replica calls it that handed it on; empty where none did
 */
public record Accepted(
    Socket socket,
    InetSocketAddress client,
    InetSocketAddress dialled,
    Optional<TraceContext> trace) {

  /** One with nobody between. */
  public static Accepted directly(Socket socket) {
    return new Accepted(
        socket,
        new InetSocketAddress(socket.getInetAddress(), socket.getPort()),
        new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort()),
        Optional.empty());
  }

  /** Resets it: whoever opened it sees an error and no end of a file. */
  public void reset() {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is gone already.
    }
  }
}
