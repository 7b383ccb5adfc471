package dev.longshore.ftp.storage;

import java.util.concurrent.atomic.AtomicInteger;

/** The storage that other tests use keeps the contract too. */
class MemoryStorageTest extends StorageContract {
  private final Storages storages = new MemoryStorages();
  private final AtomicInteger targets = new AtomicInteger();

  @Override
  protected Storages storages() {
    return storages;
  }

  @Override
  protected String newTarget() {
    return "/target-" + targets.incrementAndGet();
  }

  @Override
  protected int partSize() {
    return 64 << 10;
  }
}
