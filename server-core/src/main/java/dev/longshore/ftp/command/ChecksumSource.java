package dev.longshore.ftp.command;

import dev.longshore.ftp.session.ChecksumLimit;
import dev.longshore.ftp.storage.Download;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.transfer.Transfer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The bytes of a range of a file, for a checksum; one of as many as the process reads at once. */
final class ChecksumSource implements Transfer.Source {
  private static final int BUFFER = 64 * 1024;

  private final Storage storage;
  private final FtpPath file;
  private final FileRange range;
  private final ChecksumLimit limit;
  private final ChecksumLimit.Holder holder;
  private final Object lock = new Object();
  private @Nullable Download download;
  private boolean closed;

  ChecksumSource(
      Storage storage,
      FtpPath file,
      FileRange range,
      ChecksumLimit limit,
      ChecksumLimit.Holder holder) {
    this.storage = storage;
    this.file = file;
    this.range = range;
    this.limit = limit;
    this.holder = holder;
  }

  /**
   * Some bytes of a file.
   *
   * @param fileSize the whole file's bytes; the file is another one if it has not so many any more
   * @param start the first of them
   * @param end behind the last of them
   */
  record FileRange(long fileSize, long start, long end) {

    long length() {
      return end - start;
    }

    boolean isWhole() {
      return start == 0 && end == fileSize;
    }
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (!limit.tryBegin(holder)) {
      throw new StorageException(Kind.BUSY, "as many checksums as allowed are being computed");
    }
    try {
      copy(open().content(), out);
    } finally {
      close();
      limit.end(holder);
    }
  }

  private Download open() throws StorageException {
    Download opened = storage.open(file, range.start());
    synchronized (lock) {
      download = opened;
      if (closed) {
        opened.close();
        throw new StorageException(Kind.UNAVAILABLE, "the checksum was called off");
      }
    }
    if (opened.size() != range.fileSize()) {
      throw new StorageException(Kind.CHANGED, file + " has another size now");
    }
    return opened;
  }

  private void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = range.length();
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (n < 0) {
        throw new StorageException(Kind.UNAVAILABLE, file + " ended early");
      }
      out.write(buffer, 0, n);
      left -= n;
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (download != null) {
        download.close();
      }
    }
  }
}
