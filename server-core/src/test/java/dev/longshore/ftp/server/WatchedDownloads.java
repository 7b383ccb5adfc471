package dev.longshore.ftp.server;

import dev.longshore.ftp.storage.Download;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.storage.Storages;
import dev.longshore.ftp.user.User;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Storages whose downloads give a first byte and then stand still, until released or closed. */
final class WatchedDownloads implements Storages {
  private final Storages storages;
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger open = new AtomicInteger();
  private volatile Optional<StorageException.Kind> failure = Optional.empty();

  WatchedDownloads(Storages storages) {
    this.storages = storages;
  }

  /** Lets all that stand still go on. */
  void release() {
    release.countDown();
  }

  /** Lets all that stand still fail. */
  void fail(StorageException.Kind kind) {
    failure = Optional.of(kind);
    release();
  }

  /** How many are open. */
  int open() {
    return open.get();
  }

  @Override
  public Storage forUser(User user) {
    Storage storage = storages.forUser(user);
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (_, method, arguments) -> {
              if (method.getName().equals("open")) {
                return new Watched(storage.open((FtpPath) arguments[0], (Long) arguments[1]));
              }
              try {
                return method.invoke(storage, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public void check() {}

  private final class Watched implements Download {
    private final Download download;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Watched(Download download) {
      this.download = download;
      open.incrementAndGet();
    }

    @Override
    public long size() {
      return download.size();
    }

    @Override
    public InputStream content() {
      InputStream content = download.content();
      return new InputStream() {
        private boolean first = true;

        @Override
        public int read() throws IOException {
          return content.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          if (first) {
            first = false;
            return content.read(buffer, offset, 1);
          }
          while (release.getCount() > 0) {
            if (awaitAMoment(closed)) {
              throw new StorageException(Kind.UNAVAILABLE, "closed");
            }
          }
          if (failure.isPresent()) {
            throw new StorageException(failure.get(), "as the test wants it");
          }
          return content.read(buffer, offset, length);
        }
      };
    }

    private static boolean awaitAMoment(CountDownLatch latch) {
      try {
        return latch.await(5, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return true;
      }
    }

    @Override
    public void close() {
      if (closed.getCount() > 0) {
        closed.countDown();
        open.decrementAndGet();
      }
      download.close();
    }
  }
}
