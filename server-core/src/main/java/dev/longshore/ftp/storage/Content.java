package dev.longshore.ftp.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of an upload. Reading throws {@link ConnectionLost} or {@link TransferAborted}, and
 * returns -1 only at a proper end.
 */
public abstract class Content extends InputStream {

  /**
   * Tells the client to send: called by a storage that has work to do before the first {@link
   * #read}, once it has nothing against the upload any more. The first read does it too.
   *
   * @throws IOException {@link ConnectionLost} or {@link TransferAborted}
   */
  public void begin() throws IOException {}

  /**
   * Whether the client has been told to send: from then on a byte that was read does not come
   * again.
   */
  public boolean hasBegun() {
    return true;
  }

  /**
   * Called once, after the end and directly before the call that makes the object visible: the last
   * moment at which the client can still take the upload back. Blocks for some milliseconds at
   * most.
   *
   * @throws IOException {@link ConnectionLost} or {@link TransferAborted} when nothing may be
   *     published
   */
  public abstract void confirm() throws IOException;

  /**
   * Asks to be told when the upload is called off while the storage is not reading: it may be
   * waiting for memory or for its store, and reads nothing meanwhile.
   *
   * <p>A storage that waits anywhere but in {@link #read} and {@link #confirm} calls this once,
   * before its first read. The content then runs the action once, on whichever thread learns of it
   * and at once if that has happened already, when ABOR, a drain or the loss of the control or the
   * data connection ends the upload. From then on {@link #read} and {@link #confirm} throw without
   * blocking. The action is short, does not block and throws nothing. After {@link #confirm()} has
   * returned it changes nothing any more. The default is for content that is never called off.
   */
  public void onAbort(Runnable action) {}

  /**
   * Ends the upload from the storage's side: a {@link #read} that is blocked, and each that
   * follows, throws this failure. Any thread; does not block. After the end of the content it
   * changes nothing. The default is for content whose reads never block.
   */
  public void callOff(StorageException why) {}

  @Override
  public abstract int read(byte[] buffer, int offset, int length) throws IOException;

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Bytes in memory, that nobody takes back. */
  public static Content of(byte[] bytes) {
    InputStream source = new ByteArrayInputStream(bytes);
    return new Content() {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return source.read(buffer, offset, length);
      }

      @Override
      public void confirm() {}
    };
  }
}
