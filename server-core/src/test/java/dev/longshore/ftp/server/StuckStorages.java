package dev.longshore.ftp.server;

import dev.longshore.ftp.storage.Storage;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.storage.Storages;
import dev.longshore.ftp.user.User;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Storages whose calls stand still until they are interrupted or the test lets them go on. */
final class StuckStorages implements Storages {
  private final Storages storages;
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean deaf;

  StuckStorages(Storages storages) {
    this.storages = storages;
  }

  /** From now on it is deaf to interrupts, as a store behind a slow library may be. */
  void beDeaf() {
    deaf = true;
  }

  /** How many calls stand still. */
  int calls() {
    return calls.get();
  }

  void release() {
    release.countDown();
  }

  @Override
  public Storage forUser(User user) {
    Storage storage = storages.forUser(user);
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (_, method, arguments) -> {
              stand();
              try {
                return method.invoke(storage, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void stand() throws StorageException {
    calls.incrementAndGet();
    try {
      awaitRelease();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(Kind.UNAVAILABLE, "interrupted", e);
    } finally {
      calls.decrementAndGet();
    }
  }

  private void awaitRelease() throws InterruptedException {
    while (true) {
      try {
        release.await();
        return;
      } catch (InterruptedException e) {
        if (!deaf) {
          throw e;
        }
      }
    }
  }

  @Override
  public void check() {}
}
