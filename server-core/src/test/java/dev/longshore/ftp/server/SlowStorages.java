package dev.longshore.ftp.server;

import dev.longshore.ftp.storage.Content;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage;
import dev.longshore.ftp.storage.Storages;
import dev.longshore.ftp.storage.StoreOptions;
import dev.longshore.ftp.user.User;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/** Storages whose uploads do not go on as usual. */
final class SlowStorages implements Storages {
  private final Storages storages;
  private final Change change;

  /** What happens to the content of an upload. */
  @FunctionalInterface
  interface Change {
    Content of(Content content) throws IOException, InterruptedException;
  }

  SlowStorages(Storages storages, Change change) {
    this.storages = storages;
    this.change = change;
  }

  /**
   * Uploads that take everything in and then stand still, deaf to being called off, until the test
   * lets them go on.
   */
  SlowStorages(Storages storages, CountDownLatch release) {
    this(storages, content -> held(content, release));
  }

  @Override
  public Storage forUser(User user) {
    Storage storage = storages.forUser(user);
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (_, method, arguments) -> {
              if (method.getName().equals("store")) {
                arguments[2] = change.of((Content) arguments[2]);
                return storage.store(
                    (FtpPath) arguments[0], (StoreOptions) arguments[1], (Content) arguments[2]);
              }
              try {
                return method.invoke(storage, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static Content held(Content content, CountDownLatch release)
      throws IOException, InterruptedException {
    InputStream bytes = new ByteArrayInputStream(content.readAllBytes());
    release.await();
    return new Content() {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return bytes.read(buffer, offset, length);
      }

      @Override
      public void confirm() throws IOException {
        content.confirm();
      }
    };
  }

  @Override
  public void check() {}
}
