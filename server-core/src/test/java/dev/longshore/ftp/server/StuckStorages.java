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
import java.util.function.Predicate;

/** Storages whose calls stand still until they are interrupted or the test lets them go on. */
final class StuckStorages implements Storages {
  private final Storages storages;
  private final Predicate<String> stuck;
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * @param stuck which methods stand still
   */
  StuckStorages(Storages storages, Predicate<String> stuck) {
    this.storages = storages;
    this.stuck = stuck;
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
              if (stuck.test(method.getName())) {
                stand();
              }
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
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(Kind.UNAVAILABLE, "interrupted", e);
    } finally {
      calls.decrementAndGet();
    }
  }

  @Override
  public void check() {}
}
