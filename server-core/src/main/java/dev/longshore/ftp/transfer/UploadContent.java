package dev.longshore.ftp.transfer;

import dev.longshore.ftp.data.DataConnection;
import dev.longshore.ftp.storage.ConnectionLost;
import dev.longshore.ftp.storage.Content;
import dev.longshore.ftp.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an upload, from the data connection to the storage; used on the transfer's thread.
 *
 * <p>The first read opens the data connection, so that all the storage has against the upload is
 * said before the 150. Its end is the client's end of the stream. As the end of a killed client
 * looks the same in clear text, {@link #confirm} looks at the control connection once more before
 * anything is published.
 */
final class UploadContent extends Content {

  /** Opens the data connection. */
  @FunctionalInterface
  interface Opening {
    DataConnection open() throws IOException;
  }

  private final RunningTransfer running;
  private final CallOff callOff;
  private final Opening opening;
  private final Transfer.Receive transfer;
  private volatile @Nullable DataConnection connection;
  private volatile @Nullable StorageException refusal;
  private InputStream input = InputStream.nullInputStream();
  private boolean ended;

  UploadContent(RunningTransfer running, Opening opening, Transfer.Receive transfer) {
    this.running = running;
    this.callOff = running.callOff();
    this.opening = opening;
    this.transfer = transfer;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    callOff.throwIfCalledOff();
    if (ended) {
      return -1;
    }
    DataConnection open = connection();
    throwIfRefused();
    try {
      int n = input.read(buffer, offset, length);
      if (n < 0) {
        ended = true;
        open.acknowledge();
      }
      return n;
    } catch (IOException e) {
      callOff.throwIfCalledOff();
      throwIfRefused();
      throw open.lost(e);
    }
  }

  @Override
  public void begin() throws IOException {
    callOff.throwIfCalledOff();
    connection();
  }

  @Override
  public boolean hasBegun() {
    return connection != null;
  }

  private DataConnection connection() throws IOException {
    DataConnection open = connection;
    if (open == null) {
      open = opening.open();
      InputStream counted = running.counter().counting(open.input());
      input = transfer.ascii() ? new AsciiInput(counted) : counted;
      connection = open;
    }
    return open;
  }

  /** Aborts the data connection, since a blocked read of a socket ends in no other way. */
  @Override
  public void callOff(StorageException why) {
    refusal = why;
    DataConnection open = connection;
    if (open != null) {
      open.abort();
    }
  }

  private void throwIfRefused() throws StorageException {
    StorageException why = refusal;
    if (why != null) {
      throw why;
    }
  }

  @Override
  public void confirm() throws IOException {
    long received = running.counter().bytes();
    OptionalLong announced = transfer.size();
    if (announced.isPresent() && announced.getAsLong() != received) {
      throw new ConnectionLost(
          "ALLO announced %d bytes, %d came".formatted(announced.getAsLong(), received));
    }
    DataConnection open = connection();
    try {
      open.awaitSole();
      callOff.await(running.host().settings().commitGrace());
      open.confirmSole();
    } catch (IOException e) {
      callOff.throwIfCalledOff();
      throw e;
    }
    if (!running.host().loop().commits(running)) {
      callOff.throwIfCalledOff();
      throw new ConnectionLost("the session is over");
    }
    // What the loop has heard up to here came before.
    if (running.hasControlEnded() && open.missesCloseNotify()) {
      throw new ConnectionLost(
          "the client ended both connections, and this one without a close_notify");
    }
  }

  @Override
  public void onAbort(Runnable action) {
    callOff.onCallOff(action);
  }
}
