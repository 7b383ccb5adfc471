package dev.longshore.s3;

import dev.longshore.ftp.storage.Home;
import dev.longshore.ftp.storage.Storage;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.storage.Storages;
import dev.longshore.ftp.user.User;
import dev.longshore.s3.call.ProviderProfile;
import dev.longshore.s3.call.RetryPolicy;
import dev.longshore.s3.call.S3CallListener;
import dev.longshore.s3.call.S3Clients;
import dev.longshore.s3.call.S3Operations;
import dev.longshore.s3.call.S3Settings;
import dev.longshore.s3.memory.LeastRate;
import dev.longshore.s3.memory.MemoryBudget;
import dev.longshore.s3.transfer.Cleanups;
import dev.longshore.s3.transfer.Downloads;
import dev.longshore.s3.transfer.PartPlan;
import dev.longshore.s3.transfer.Uploads;
import java.time.Duration;

/**
 * The files of all users in one S3 store; owns its clients and the memory of all transfers. Made
 * once, by {@code dev.longshore.s3.quarkus} or a test.
 */
public final class S3Storages implements Storages, AutoCloseable {
  /** How long an upload waits for memory before it is refused. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  /** How long the end of the process waits for what is to be finished or removed. */
  private static final Duration LAST_CLEANUPS = Duration.ofSeconds(10);

  private final S3Settings settings;
  private final S3Clients clients;
  private final S3Operations operations;
  private final Downloads downloads;
  private final Cleanups cleanups = new Cleanups(LAST_CLEANUPS);
  private final Uploads uploads;

  /**
   * Makes the clients; asks the store nothing yet.
   *
   * @param listener hears of each call
   */
  public S3Storages(S3Settings settings, S3CallListener listener) {
    this(settings, listener, RetryPolicy.DEFAULT);
  }

  public S3Storages(S3Settings settings, S3CallListener listener, RetryPolicy retry) {
    this.settings = settings;
    this.clients = new S3Clients(settings);
    this.operations = new S3Operations(clients, settings, listener);
    MemoryBudget budget =
        new MemoryBudget(
            settings.memory(),
            PartPlan.of(settings.profile()).smallestBytes(),
            LONGEST_WAIT,
            LeastRate.DEFAULT);
    int connections = settings.connections().data();
    this.downloads = new Downloads(operations, budget, connections, retry);
    this.uploads = new Uploads(operations, downloads, budget, connections, retry, cleanups);
  }

  /** The smallest memory with which uploads to this kind of store can go on, in bytes. */
  public static long leastMemory(ProviderProfile profile) {
    return 3L * PartPlan.of(profile).smallestBytes();
  }

  @Override
  public Storage forUser(User user) {
    S3Keys keys = new S3Keys(Home.of(user.home()), settings.profile());
    Namespace namespace = new Namespace(keys, operations, settings.tree().keepEmptyParents());
    TreeOperations tree =
        new TreeOperations(namespace, operations, settings.tree(), new Uninterrupted(cleanups));
    return new S3Storage(user.name(), namespace, operations, tree, uploads, downloads);
  }

  /** Asks for the list of buckets: to be refused it is answer enough, if the key was accepted. */
  @Override
  public void check() throws StorageException {
    try {
      operations.listBuckets(settings.timeouts().check());
    } catch (StorageException e) {
      if (e.kind() != Kind.ACCESS_DENIED && e.kind() != Kind.UNSUPPORTED) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    cleanups.close();
    clients.close();
  }
}
