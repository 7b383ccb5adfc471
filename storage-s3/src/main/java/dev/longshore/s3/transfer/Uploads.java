package dev.longshore.s3.transfer;

import dev.longshore.ftp.storage.Content;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StoreOptions;
import dev.longshore.ftp.storage.StoreOptions.Mode;
import dev.longshore.ftp.storage.Stored;
import dev.longshore.s3.call.ModifiedTime;
import dev.longshore.s3.call.ObjectAttributes;
import dev.longshore.s3.call.ObjectHead;
import dev.longshore.s3.call.RetryPolicy;
import dev.longshore.s3.call.S3Location;
import dev.longshore.s3.call.S3Operations;
import dev.longshore.s3.memory.MemoryBudget;
import dev.longshore.s3.memory.UploadMemory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Stores files: the entry for {@code S3Storage} to all that this package does with uploads. Safe
 * for many threads; each upload runs on its caller's.
 */
public final class Uploads {
  private final Cleanups cleanups;
  private final S3Operations operations;
  private final Downloads downloads;
  private final MemoryBudget budget;
  private final PartPlan plan;
  private final RetryPolicy retry;
  private final Semaphore permits;

  /**
   * @param connections how many calls may send data at once, at most as many as the SDK's pool has
   */
  public Uploads(
      S3Operations operations,
      Downloads downloads,
      MemoryBudget budget,
      int connections,
      RetryPolicy retry,
      Cleanups cleanups) {
    this.cleanups = cleanups;
    this.operations = operations;
    this.downloads = downloads;
    this.budget = budget;
    this.plan = PartPlan.of(operations.profile());
    this.retry = retry;
    this.permits = new Semaphore(connections, true);
  }

  /**
   * Stores content at a key whose directory exists, as {@link
   * dev.longshore.ftp.storage.Storage#store} promises it.
   *
   * @param user who shares the memory with the others
   */
  public Stored store(String user, S3Location at, StoreOptions options, Content content)
      throws IOException {
    try (UploadMemory memory = budget.admit(user)) {
      Base base = base(at, options);
      String token = UUID.randomUUID().toString();
      Publication publication =
          new Publication(
              operations,
              at,
              attributes(base, options, token),
              token,
              base.condition(),
              retry,
              permits);
      return new Upload(publication, base, plan, downloads, memory, cleanups).run(content);
    }
  }

  private Base base(S3Location at, StoreOptions options) throws StorageException {
    boolean replaces =
        options.mode() == Mode.REPLACE
            || (options.mode() == Mode.FROM_OFFSET && options.offset() == 0);
    return Base.of(options, replaces ? Optional.empty() : operations.headObject(at));
  }

  private static ObjectAttributes attributes(Base base, StoreOptions options, String token) {
    ObjectAttributes kept = base.old().map(ObjectHead::attributes).orElse(ObjectAttributes.FILE);
    Map<String, String> metadata = new HashMap<>(kept.metadata());
    metadata.remove(ModifiedTime.KEY);
    options.modified().ifPresent(time -> metadata.put(ModifiedTime.KEY, ModifiedTime.format(time)));
    metadata.put(ObjectAttributes.TOKEN, token);
    return kept.withMetadata(metadata);
  }
}
