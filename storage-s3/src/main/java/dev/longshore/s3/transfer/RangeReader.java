package dev.longshore.s3.transfer;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.call.ByteRange;
import dev.longshore.s3.call.ObjectHead;
import dev.longshore.s3.call.ObjectStream;
import dev.longshore.s3.call.S3Errors;
import dev.longshore.s3.call.S3Location;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one range of one version of an object; a body that breaks off is resumed where it
 * broke. Read by one thread, closed by any: that ends a blocked read.
 */
final class RangeReader extends InputStream {
  /** More than one request for a body takes, with its pause and the SDK's own attempts. */
  private static final Duration LONGEST_REQUEST = Duration.ofMinutes(5);

  private final Downloads downloads;
  private final S3Location at;
  private long last;
  private final Object lock = new Object();
  private Optional<ObjectHead> object;
  private long position;
  private int failures;

  private @Nullable FutureTask<ObjectStream> request;
  private @Nullable ObjectStream stream;
  private boolean closed;

  /**
   * @param object the version to read; empty for whichever is there
   */
  RangeReader(Downloads downloads, S3Location at, ByteRange range, Optional<ObjectHead> object) {
    this.downloads = downloads;
    this.at = at;
    this.position = range.first();
    this.last = range.last();
    this.object = object;
  }

  /** Asks for the bytes of whichever version is there, and stays with that one. */
  ObjectHead start() throws StorageException {
    ObjectHead head = open().head();
    object = Optional.of(head);
    last = Math.min(last, head.size() - 1);
    return head;
  }

  @Override
  public int read() throws StorageException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws StorageException {
    while (position <= last) {
      try {
        InputStream body = opened().content();
        int count = body.read(buffer, offset, (int) Math.min(length, last + 1 - position));
        if (count < 0) {
          throw broken(new IOException("it ended early"));
        }
        position += count;
        failures = 0;
        if (position > last) {
          finish(body);
        }
        return count;
      } catch (IOException e) {
        failed(e instanceof StorageException failure ? failure : broken(e));
      }
    }
    return length == 0 ? 0 : -1;
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (request != null) {
        request.cancel(true);
      }
      letGo();
    }
  }

  private ObjectStream opened() throws StorageException {
    synchronized (lock) {
      if (stream != null) {
        return stream;
      }
    }
    return open();
  }

  /** Asks on a thread of its own, which can be told to end. */
  private ObjectStream open() throws StorageException {
    FutureTask<ObjectStream> task = new FutureTask<>(this::request);
    synchronized (lock) {
      requireOpen();
      request = task;
    }
    Thread.ofVirtual().start(task);
    try {
      return task.get(LONGEST_REQUEST.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StorageException failure ? failure : broken(e);
    } catch (CancellationException | TimeoutException e) {
      task.cancel(true);
      throw broken(e);
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw broken(e);
    }
  }

  private ObjectStream request() throws StorageException, InterruptedException {
    if (failures > 0) {
      downloads.retry().pause(failures);
    }
    ObjectStream opened = downloads.get(at, new ByteRange(position, last), object);
    synchronized (lock) {
      if (!closed && stream == null && !Thread.currentThread().isInterrupted()) {
        stream = opened;
        return opened;
      }
    }
    opened.close();
    throw new StorageException(Kind.UNAVAILABLE, "the request for " + at + " came too late");
  }

  /** Lets go of a broken body, so that the next read asks again, or gives up. */
  private void failed(StorageException failure) throws StorageException {
    boolean again;
    synchronized (lock) {
      again = stream != null || S3Errors.isTransient(failure);
      letGo();
      requireOpen();
    }
    failures++;
    if (!again || failures >= downloads.retry().attempts()) {
      throw failure;
    }
  }

  /** Sees the end of the body, so that its connection can be used again. */
  private void finish(InputStream body) {
    try {
      body.read(new byte[1], 0, 1);
    } catch (IOException e) {
      // All that was wanted is here; the connection is closed below.
    }
    synchronized (lock) {
      letGo();
    }
  }

  private void letGo() {
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }

  private void requireOpen() throws StorageException {
    if (closed) {
      throw new StorageException(Kind.UNAVAILABLE, "the download of " + at + " was closed");
    }
  }

  private StorageException broken(Exception cause) {
    return new StorageException(Kind.UNAVAILABLE, "the body of " + at + " broke off", cause);
  }
}
