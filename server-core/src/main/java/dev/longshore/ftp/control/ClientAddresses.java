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

  /** Where the network hides clients: what the socket says is no client's. */
  ClientAddresses HIDDEN =
      new ClientAddresses() {
        @Override
        public void resolve(Socket socket, Consumer<Accepted> then) {
          OF_SOCKET.resolve(socket, then);
        }

        @Override
        public boolean tell() {
          return false;
        }
      };

  /** Whether an address says who a client is; else nothing is counted or allowed by it. */
  default boolean tell() {
    return true;
  }

  /**
   * Passes the connection on once that is known, from the calling thread or another, or resets it.
   * Does not block.
   *
   * @param then takes the connection over; must not block. Where it throws, the connection is ended
   */
  void resolve(Socket socket, Consumer<Accepted> then);
}
