package dev.longshore.s3.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.storage.Content;
import dev.longshore.ftp.storage.Download;
import dev.longshore.ftp.storage.StoreOptions;
import dev.longshore.ftp.storage.Stored;
import dev.longshore.s3.TestSettings;
import dev.longshore.s3.call.ProviderProfile;
import dev.longshore.s3.call.RetryPolicy;
import dev.longshore.s3.call.S3CallListener;
import dev.longshore.s3.call.S3Clients;
import dev.longshore.s3.call.S3Location;
import dev.longshore.s3.call.S3Operations;
import dev.longshore.s3.call.S3Settings;
import dev.longshore.s3.memory.LeastRate;
import dev.longshore.s3.memory.MemoryBudget;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Uploads and downloads over a store on this machine, with a budget that a test can look at. */
public final class TransferFixture implements AutoCloseable {
  public static final int MIB = 1 << 20;

  /** Quick, so that a store that always fails does so within a test's patience. */
  public static final RetryPolicy RETRY =
      new RetryPolicy(4, Duration.ofSeconds(20), Duration.ofMillis(2), Duration.ofMillis(10));

  public static final int CONNECTIONS = 32;

  public final MemoryBudget budget;
  private final Uploads uploads;
  public final Downloads downloads;
  public final S3Operations operations;
  private final Cleanups cleanups = new Cleanups(Duration.ofSeconds(10));
  private final S3Clients clients;

  public TransferFixture(URI endpoint, ProviderProfile profile, long budgetBytes) {
    this(endpoint, profile, budgetBytes, CONNECTIONS);
  }

  public TransferFixture(URI endpoint, ProviderProfile profile, long budgetBytes, int connections) {
    this(endpoint, profile, budget(profile, budgetBytes, LeastRate.DEFAULT), connections);
  }

  public TransferFixture(
      URI endpoint, ProviderProfile profile, MemoryBudget budget, int connections) {
    S3Settings settings = TestSettings.of(endpoint, profile);
    this.clients = new S3Clients(settings);
    this.operations = new S3Operations(clients, settings, S3CallListener.NONE);
    this.budget = budget;
    this.downloads = new Downloads(operations, budget, connections, RETRY);
    this.uploads = new Uploads(operations, downloads, budget, connections, RETRY, cleanups);
  }

  public static MemoryBudget budget(ProviderProfile profile, long bytes, LeastRate leastRate) {
    int smallest = PartPlan.of(profile).smallestBytes();
    return new MemoryBudget(bytes, smallest, Duration.ofSeconds(60), leastRate);
  }

  public Stored store(S3Location at, byte[] bytes) throws IOException {
    return store(at, StoreOptions.REPLACE, Content.of(bytes));
  }

  public Stored store(S3Location at, StoreOptions options, Content content) throws IOException {
    return store("somebody", at, options, content);
  }

  Stored store(String user, S3Location at, StoreOptions options, Content content)
      throws IOException {
    return uploads.store(user, at, options, content);
  }

  public byte[] read(S3Location at, long offset) throws IOException {
    try (Download download = downloads.open(at, offset)) {
      return download.content().readAllBytes();
    }
  }

  /** Waits until no memory is held and the store knows of no open upload. */
  public void awaitNothingLeft(String bucket) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (budget.used() > 0 || hasOpenUploads(bucket)) {
      assertThat(System.nanoTime()).as("time to clean up").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private boolean hasOpenUploads(String bucket) {
    return !clients.control().listMultipartUploads(r -> r.bucket(bucket)).uploads().isEmpty();
  }

  /** Bytes that differ from place to place, the same for the same seed. */
  public static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Override
  public void close() {
    cleanups.close();
    clients.close();
  }
}
