package dev.longshore.ftp.control;

import java.net.Socket;
import java.util.function.Consumer;

/**
 * Finds out who has connected, and to which address. All listeners for clients ask the same one.
 */
@FunctionalInterface
public interface ClientAddresses {
  /** What the socket says: for clients that connect without anybody between who hides them. */
  ClientAddresses OF_SOCKET = (socket, then) -> then.accept(Accepted.directly(socket));

  /**
   * Passes the connection on once that is known, from the calling thread or another, or resets it.
   * Does not block.
   *
   * @param then takes the connection over; must not block. Where it throws, the connection is ended
   */
  void resolve(Socket socket, Consumer<Accepted> then);
}
