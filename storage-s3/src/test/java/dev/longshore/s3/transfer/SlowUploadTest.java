package dev.longshore.s3.transfer;

import static dev.longshore.s3.transfer.TransferFixture.MIB;
import static dev.longshore.s3.transfer.TransferFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.storage.ConnectionLost;
import dev.longshore.ftp.storage.Content;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.storage.StoreOptions;
import dev.longshore.ftp.storage.Stored;
import dev.longshore.s3.EmbeddedS3;
import dev.longshore.s3.call.ProviderProfile;
import dev.longshore.s3.call.S3Location;
import dev.longshore.s3.memory.LeastRate;
import dev.longshore.s3.memory.MemoryBudget;
import dev.longshore.s3.memory.UploadMemory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class SlowUploadTest {
  @RegisterExtension static final EmbeddedS3 S3 = new EmbeddedS3();

  private static final LeastRate STRICT = new LeastRate(Duration.ofMillis(100), MIB);

  private final String bucket = S3.newBucket();
  private final MemoryBudget budget =
      TransferFixture.budget(ProviderProfile.AWS, 16L * MIB, STRICT);

  @Test
  void aClientThatStandsStillGivesItsMemoryToThoseWhoWait() throws Exception {
    S3Location slow = new S3Location(bucket, "slow");
    S3Location quick = new S3Location(bucket, "quick");
    try (TransferFixture s3 =
            new TransferFixture(
                S3.endpoint(), ProviderProfile.AWS, budget, TransferFixture.CONNECTIONS);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      UploadMemory hog = budget.admit("hog");
      while (hog.next() != null) {
        assertThat(budget.used()).isPositive();
      }
      Standing content = new Standing();
      Future<Stored> standing = clients.submit(() -> s3.store(slow, StoreOptions.REPLACE, content));
      content.stands.get(10, TimeUnit.SECONDS);

      s3.store(quick, bytes(9 * MIB, 1));

      assertThatThrownBy(() -> standing.get(10, TimeUnit.SECONDS))
          .cause()
          .isInstanceOfSatisfying(
              StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BUSY));
      assertThat(s3.operations.headObject(slow)).isEmpty();
      assertThat(s3.read(quick, 0)).isEqualTo(bytes(9 * MIB, 1));
      hog.close();
      s3.awaitNothingLeft(bucket);
    }
  }

  @Test
  void whoHoldsNothingIsNotKeptWaitingByAnotherUsersStalledUploads() throws Exception {
    S3Location stalled = new S3Location(bucket, "stalled");
    S3Location small = new S3Location(bucket, "small");
    try (TransferFixture s3 = new TransferFixture(S3.endpoint(), ProviderProfile.AWS, 16L * MIB);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Standing> contents = Stream.generate(Standing::new).limit(40).toList();
      List<Future<Stored>> uploads = new ArrayList<>();
      for (Standing content : contents) {
        uploads.add(clients.submit(() -> s3.store("hog", stalled, StoreOptions.REPLACE, content)));
      }
      while (s3.budget.waiting() == 0) {
        Thread.onSpinWait();
      }

      s3.store("another", small, StoreOptions.REPLACE, Content.of(bytes(10, 1)));

      assertThat(s3.read(small, 0)).isEqualTo(bytes(10, 1));
      assertThat(s3.budget.waiting()).isPositive();
      contents.forEach(Standing::end);
      for (Future<Stored> upload : uploads) {
        assertThatThrownBy(() -> upload.get(10, TimeUnit.SECONDS)).isNotNull();
      }
      s3.awaitNothingLeft(bucket);
    }
  }

  /** Some bytes, and then nothing and no end until it is called off. */
  private static final class Standing extends Content {
    private final CompletableFuture<Boolean> stands = new CompletableFuture<>();
    private final CompletableFuture<StorageException> end = new CompletableFuture<>();
    private final CompletableFuture<Runnable> onAbort = new CompletableFuture<>();
    private int left = MIB / 2;

    /** As when its client is lost. */
    void end() {
      callOff(new StorageException(Kind.BUSY, "the test ends it"));
      var _ = onAbort.thenAccept(Runnable::run);
    }

    @Override
    public void onAbort(Runnable action) {
      onAbort.complete(action);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left > 0) {
        int count = Math.min(left, length);
        left -= count;
        return count;
      }
      stands.complete(true);
      try {
        throw end.get(30, TimeUnit.SECONDS);
      } catch (InterruptedException | ExecutionException | TimeoutException e) {
        throw new ConnectionLost("nobody called it off", e);
      }
    }

    @Override
    public void confirm() {}

    @Override
    public void callOff(StorageException why) {
      end.complete(why);
    }
  }
}
