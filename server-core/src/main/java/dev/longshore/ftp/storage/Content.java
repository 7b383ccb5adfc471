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
   * Called once, after the end and directly before the call that makes the object visible: the last
   * moment at which the client can still take the upload back. Blocks for some milliseconds at
   * most.
   *
   * @throws IOException {@link ConnectionLost} or {@link TransferAborted} when nothing may be
   *     published
   */
  public abstract void confirm() throws IOException;

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
