package dev.longshore.ftp.transfer;

import dev.longshore.ftp.data.DataConnection;
import dev.longshore.ftp.storage.ConnectionLost;
import dev.longshore.ftp.storage.Content;
import dev.longshore.ftp.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
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

  private final Opening opening;
  private final boolean ascii;
  private final TransferState state;
  private final OptionalLong announced;
  private final Duration grace;
  private volatile @Nullable DataConnection connection;
  private volatile @Nullable StorageException refusal;
  private InputStream input = InputStream.nullInputStream();
  private boolean ended;

  UploadContent(
      Opening opening, boolean ascii, TransferState state, OptionalLong announced, Duration grace) {
    this.opening = opening;
    this.ascii = ascii;
    this.state = state;
    this.announced = announced;
    this.grace = grace;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    state.throwIfCalledOff();
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
      state.throwIfCalledOff();
      throwIfRefused();
      throw open.lost(e);
    }
  }

  @Override
  public void begin() throws IOException {
    state.throwIfCalledOff();
    connection();
  }

  private DataConnection connection() throws IOException {
    DataConnection open = connection;
    if (open == null) {
      open = opening.open();
      InputStream counted = state.counting(open.input());
      input = ascii ? new AsciiInput(counted) : counted;
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
    long received = state.bytes();
    if (announced.isPresent() && announced.getAsLong() != received) {
      throw new ConnectionLost(
          "ALLO announced %d bytes, %d came".formatted(announced.getAsLong(), received));
    }
    DataConnection open = connection();
    try {
      open.awaitSole();
    } catch (IOException e) {
      state.throwIfCalledOff();
      throw e;
    }
    state.commit(grace);
    if (state.hasControlEnded() && open.missesCloseNotify()) {
      throw new ConnectionLost(
          "the client ended both connections, and this one without a close_notify");
    }
    open.confirmSole();
  }

  @Override
  public void onAbort(Runnable action) {
    state.onCallOff(action);
  }
}
