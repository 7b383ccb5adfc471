package dev.longshore.ftp.command;

import dev.longshore.ftp.event.ServerEvents.Direction;
import dev.longshore.ftp.storage.Download;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.transfer.AsciiOutput;
import dev.longshore.ftp.transfer.Transfer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;

/** The bytes of RETR. */
final class DownloadSource implements Transfer.Source {
  private static final int BUFFER = 64 * 1024;

  private final Download download;
  private final boolean ascii;
  private final long skip;

  private DownloadSource(Download download, boolean ascii, long skip) {
    this.download = download;
    this.ascii = ascii;
    this.skip = skip;
  }

  /**
   * Opens a file.
   *
   * <p>In TYPE A a restart offset counts converted bytes (RFC 3659 section 5.1), so the file is
   * read from its start. The 150 tells how many bytes come where that is known, and names no file:
   * clients take the first number before {@code bytes} for the size.
   */
  static Transfer.Send open(Storage storage, FtpPath file, long offset, boolean ascii)
      throws StorageException {
    Download download = storage.open(file, ascii ? 0 : offset);
    long size = download.size() - offset;
    return new Transfer.Send(
        Direction.DOWNLOAD,
        file.toString(),
        ascii ? "Here comes the file, as text" : "Here comes the file (" + size + " bytes)",
        ascii ? OptionalLong.empty() : OptionalLong.of(size),
        new DownloadSource(download, ascii, ascii ? offset : 0));
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (!ascii) {
      copy(download.content(), out);
      return;
    }
    AsciiOutput text = new AsciiOutput(out, skip);
    copy(download.content(), text);
    text.flush();
    if (text.unskipped() > 0) {
      throw new StorageException(Kind.OUT_OF_RANGE, "restart offset " + skip + " in TYPE A");
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
  }

  @Override
  public void close() {
    download.close();
  }
}
