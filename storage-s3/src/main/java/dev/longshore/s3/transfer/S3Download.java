package dev.longshore.s3.transfer;

import dev.longshore.ftp.storage.Download;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.call.ByteRange;
import dev.longshore.s3.call.ObjectHead;
import dev.longshore.s3.call.S3Location;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * One version of an object from an offset to its end, range after range; the next one is fetched
 * ahead where there is memory for it. Read by the transfer's thread, closed by any.
 */
final class S3Download implements Download {
  private final Downloads downloads;
  private final S3Location at;
  private final ObjectHead object;
  private final InputStream content = new Content();
  private final Object lock = new Object();
  private InputStream current;
  private Optional<ReadAhead> ahead = Optional.empty();
  private boolean askedAhead;
  private boolean closed;
  private long position;
  private long end;

  /**
   * @param downloads whose permit it holds until it is closed
   * @param first the first range, which is being read already
   */
  S3Download(
      Downloads downloads, S3Location at, ObjectHead object, long offset, InputStream first) {
    this.downloads = downloads;
    this.at = at;
    this.object = object;
    this.position = offset;
    this.current = first;
    this.end = rangeFrom(offset).last() + 1;
  }

  @Override
  public long size() {
    return object.size();
  }

  @Override
  public InputStream content() {
    return content;
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      closeQuietly(current);
      ahead.ifPresent(S3Download::closeQuietly);
      downloads.release();
    }
  }

  private int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == end) {
      if (end >= object.size()) {
        return -1;
      }
      advance();
    }
    int count = readRange(buffer, offset, length);
    if (count < 0) {
      throw new StorageException(Kind.UNAVAILABLE, at + " ended at " + position);
    }
    position += count;
    if (!askedAhead && position > end - Downloads.RANGE / 2 && end < object.size()) {
      readAhead();
    }
    return count;
  }

  /** Reading ahead is a favour: where it failed the rest of its range is read directly. */
  private int readRange(byte[] buffer, int offset, int length) throws IOException {
    try {
      return current.read(buffer, offset, length);
    } catch (IOException e) {
      if (!(current instanceof ReadAhead)) {
        throw e;
      }
    }
    synchronized (lock) {
      requireOpen();
      closeQuietly(current);
      current = direct(new ByteRange(position, end - 1));
    }
    return current.read(buffer, offset, length);
  }

  private InputStream direct(ByteRange range) {
    return new RangeReader(downloads, at, range, Optional.of(object));
  }

  private void advance() throws StorageException {
    synchronized (lock) {
      requireOpen();
      closeQuietly(current);
      ByteRange next = rangeFrom(end);
      current = ahead.isPresent() ? ahead.get() : direct(next);
      ahead = Optional.empty();
      askedAhead = false;
      end = next.last() + 1;
    }
  }

  private void readAhead() throws StorageException {
    synchronized (lock) {
      requireOpen();
      askedAhead = true;
      ahead = downloads.ahead(at, rangeFrom(end), object);
    }
  }

  private ByteRange rangeFrom(long start) {
    return new ByteRange(start, Math.min(start + Downloads.RANGE, object.size()) - 1);
  }

  private void requireOpen() throws StorageException {
    if (closed) {
      throw new StorageException(Kind.UNAVAILABLE, "the download of " + at + " was closed");
    }
  }

  private static void closeQuietly(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      throw new AssertionError("our own streams close without a failure", e);
    }
  }

  private final class Content extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return S3Download.this.read(buffer, offset, length);
    }
  }
}
