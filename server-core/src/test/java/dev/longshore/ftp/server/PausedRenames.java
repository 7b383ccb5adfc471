package dev.longshore.ftp.server;

import dev.longshore.ftp.storage.Storage;
import dev.longshore.ftp.storage.Storages;
import dev.longshore.ftp.user.User;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/** Storages whose renames say that they were asked for, and wait until the test lets them go on. */
final class PausedRenames implements Storages {
  private final Storages storages;
  private final CountDownLatch asked;
  private final CountDownLatch goOn;

  PausedRenames(Storages storages, CountDownLatch asked, CountDownLatch goOn) {
    this.storages = storages;
    this.asked = asked;
    this.goOn = goOn;
  }

  @Override
  public Storage forUser(User user) {
    Storage storage = storages.forUser(user);
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (_, method, arguments) -> {
              if (method.getName().equals("rename")) {
                asked.countDown();
                goOn.await();
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
}
