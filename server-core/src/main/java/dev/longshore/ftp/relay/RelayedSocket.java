package dev.longshore.ftp.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntPredicate;

/**
 * A data connection that another replica accepted, as its owner's transfer sees it: a socket over
 * the frames of a hop. The transfer owns it; the hop's thread waits until it is closed.
 *
 * <p>To close it does not block, from any thread. After a plain close the hop's thread says END, as
 * a socket sends a FIN. After one with SO_LINGER 0 it says ABORT, and the relay resets the client;
 * who reads is woken by the answer, in 5 s at most. Where ABORT would come late the hop itself is
 * reset, which costs the next data connection a dial. Addresses are the hop's, whose send queue is
 * looked at when a client is slow.
 */
final class RelayedSocket extends Socket {
  private final Socket hop;
  private final FrameInput input;
  private final FrameOutput output;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean lingers = true;
  private volatile boolean aborted;

  /**
   * @param mayGrow whether so many bytes more may be taken for it
   */
  RelayedSocket(Socket hop, HopInput in, IntPredicate mayGrow) throws IOException {
    this.hop = hop;
    this.input = new FrameInput(in);
    this.output = new FrameOutput(hop.getOutputStream(), mayGrow);
  }

  FrameInput input() {
    return input;
  }

  FrameOutput output() {
    return output;
  }

  /** Says END or ABORT, where the transfer has not; when it is closed. */
  void sayLast() throws IOException {
    if (aborted) {
      output.abort();
    } else {
      output.end();
    }
  }

  /** Waits, bounded by the transfer's own bounds, until the transfer has closed it. */
  void awaitClosed() throws InterruptedException {
    closed.await();
  }

  /** Whether the hop was reset, or lost. */
  boolean isBroken() {
    return hop.isClosed();
  }

  @Override
  public InputStream getInputStream() {
    return input;
  }

  @Override
  public OutputStream getOutputStream() {
    return output;
  }

  @Override
  public void shutdownOutput() throws IOException {
    output.end();
  }

  @Override
  public void close() throws IOException {
    try {
      if (!lingers && closed.getCount() > 0) {
        if (output.shut()) {
          input.shut();
          aborted = true;
        } else {
          hop.setSoLinger(true, 0);
          hop.close();
        }
      }
    } finally {
      closed.countDown();
    }
  }

  @Override
  public boolean isClosed() {
    return closed.getCount() == 0 || hop.isClosed();
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public void setSoLinger(boolean on, int seconds) throws SocketException {
    if (isClosed()) {
      throw new SocketException("Socket is closed");
    }
    lingers = !on;
  }

  @Override
  public void setSoTimeout(int millis) throws SocketException {
    hop.setSoTimeout(millis);
  }

  @Override
  public int getSoTimeout() throws SocketException {
    return hop.getSoTimeout();
  }

  /** The hop has no delay. */
  @Override
  public void setTcpNoDelay(boolean on) {}

  /** The hop has probes of its own. */
  @Override
  public void setKeepAlive(boolean on) {}

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return Set.of();
  }

  @Override
  public InetAddress getInetAddress() {
    return hop.getInetAddress();
  }

  @Override
  public int getPort() {
    return hop.getPort();
  }

  @Override
  public InetAddress getLocalAddress() {
    return hop.getLocalAddress();
  }

  @Override
  public int getLocalPort() {
    return hop.getLocalPort();
  }
}
