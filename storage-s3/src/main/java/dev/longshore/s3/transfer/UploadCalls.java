package dev.longshore.s3.transfer;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The S3 calls that run beside an upload, each on its own virtual thread, and the place where the
 * upload waits for them: a wait ends at once when a call fails for good or the upload is called
 * off. Started and awaited by the upload's thread, called off by any.
 */
final class UploadCalls {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<Thread> running = new HashSet<>();
  private final Duration longestWait;
  private final Runnable onEnd;
  private @Nullable StorageException failure;
  private boolean calledOff;

  /**
   * @param longestWait more than any call takes with all its attempts
   * @param onEnd ends what the upload waits for elsewhere, after a failure or when it is called off
   */
  UploadCalls(Duration longestWait, Runnable onEnd) {
    this.longestWait = longestWait;
    this.onEnd = onEnd;
  }

  /** One call with all its attempts. */
  interface Call {
    void run() throws StorageException;
  }

  void start(Call call) {
    lock.lock();
    try {
      Thread thread = Thread.ofVirtual().unstarted(() -> run(call));
      running.add(thread);
      thread.start();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until fewer than so many run.
   *
   * @throws StorageException that of the first call that failed
   * @throws CancellationException when the upload was called off
   */
  void awaitFewerThan(int count) throws StorageException {
    lock.lock();
    try {
      long nanos = longestWait.toNanos();
      check();
      while (running.size() >= count) {
        if (nanos <= 0) {
          throw new StorageException(Kind.UNAVAILABLE, "no answer of S3 within " + longestWait);
        }
        nanos = changed.awaitNanos(nanos);
        check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(Kind.UNAVAILABLE, "interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  /** Throws as {@link #awaitFewerThan} does, and never waits. */
  void check() throws StorageException {
    lock.lock();
    try {
      checkFailure();
      if (calledOff) {
        throw new CancellationException();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Throws the failure of the first call that failed, if one did. */
  void checkFailure() throws StorageException {
    lock.lock();
    try {
      if (failure != null) {
        throw failure;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends every wait of the upload. */
  void callOff() {
    lock.lock();
    try {
      calledOff = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    onEnd.run();
  }

  /** Tells all that run to end; they may need a moment. */
  void interrupt() {
    lock.lock();
    try {
      running.forEach(Thread::interrupt);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until none runs, whatever happened; false if that took too long. */
  boolean awaitNone() {
    lock.lock();
    try {
      long nanos = longestWait.toNanos();
      while (!running.isEmpty() && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return running.isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void run(Call call) {
    try {
      call.run();
    } catch (StorageException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(new StorageException(Kind.UNAVAILABLE, "a call of S3 failed: " + e, e));
    } finally {
      lock.lock();
      try {
        running.remove(Thread.currentThread());
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void fail(StorageException e) {
    lock.lock();
    try {
      if (failure == null) {
        failure = Publication.begun(e);
      }
    } finally {
      lock.unlock();
    }
    onEnd.run();
  }
}
