package dev.longshore.ftp.control;

import java.io.IOException;
import java.net.Socket;
import jdk.net.ExtendedSocketOptions;

/**
 * Acknowledgements of a client's first bytes that are not delayed. Most clients leave Nagle's
 * algorithm on (RFC 896): what they write last in a TLS handshake, and the first bytes of an upload
 * behind it, wait until what went before is acknowledged; no answer belongs to that, and Linux
 * waits 40 ms for one. Used by the thread that reads.
 */
public final class QuickAck {
  /** JSSE reads a record in two parts: those of a handshake, a small file and its end. */
  private static final int READS = 24;

  private final Socket socket;
  private int left = READS;

  /** Of a socket where that can not be said it does nothing. */
  public QuickAck(Socket socket) {
    this.socket = socket;
    if (!socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK)) {
      left = 0;
    }
  }

  /** Acknowledges what has come; said after each read, for the kernel forgets it (tcp(7)). */
  public void afterRead() {
    if (left > 0) {
      left--;
      try {
        socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
      } catch (IOException e) {
        // It was closed; the next read tells how.
      }
    }
  }
}
