package dev.longshore.ftp.command;

import dev.longshore.ftp.storage.Download;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Some bytes of a file, of which a checksum is made.
 *
 * @param fileSize the whole file's bytes; the file is another one if it has not so many any more
 * @param start the first of them
 * @param end behind the last of them
 */
record FileRange(long fileSize, long start, long end) {
  private static final int BUFFER = 64 * 1024;

  long length() {
    return end - start;
  }

  boolean isWhole() {
    return start == 0 && end == fileSize;
  }

  /** Reads all of them. */
  void copy(Storage storage, FtpPath file, OutputStream out) throws IOException {
    try (Download download = storage.open(file, start)) {
      if (download.size() != fileSize) {
        throw new StorageException(Kind.CHANGED, file + " has another size now");
      }
      copy(download.content(), file, out);
    }
  }

  private void copy(InputStream in, FtpPath file, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = length();
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (n < 0) {
        throw new StorageException(Kind.UNAVAILABLE, file + " ended early");
      }
      out.write(buffer, 0, n);
      left -= n;
    }
  }
}
