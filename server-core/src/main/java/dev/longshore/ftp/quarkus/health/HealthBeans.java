package dev.longshore.ftp.quarkus.health;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.storage.Storages;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the storage's readiness; Quarkus calls it. */
@Singleton
final class HealthBeans {

  /** A build without a storage module starts and is never ready. */
  @Produces
  @Singleton
  StorageReachable storageReachable(Instance<Storages> storages) {
    return new StorageReachable(
        () -> {
          if (storages.isResolvable()) {
            storages.get().check();
          } else {
            throw new StorageException(Kind.UNAVAILABLE, "this build has no storage module");
          }
        });
  }

  void atStart(@Observes StartupEvent event, StorageReachable storage, BackgroundWork background) {
    background.repeat("storage-check", StorageReachable.EVERY, storage::ask);
  }
}
