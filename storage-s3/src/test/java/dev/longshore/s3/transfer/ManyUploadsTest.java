package dev.longshore.s3.transfer;

import static dev.longshore.s3.transfer.TransferFixture.MIB;
import static dev.longshore.s3.transfer.TransferFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.s3.EmbeddedS3;
import dev.longshore.s3.call.ProviderProfile;
import dev.longshore.s3.call.S3Location;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class ManyUploadsTest {
  @RegisterExtension static final EmbeddedS3 S3 = new EmbeddedS3();

  private static final int UPLOADS = 100;

  @Test
  @Timeout(120)
  void aHundredUploadsAtOnceShareASmallBudget() throws Exception {
    String bucket = S3.newBucket();
    byte[] content = bytes(9 * MIB, 1);
    try (TransferFixture s3 = new TransferFixture(S3.endpoint(), ProviderProfile.AWS, 24L * MIB);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> uploads = new ArrayList<>();
      for (int i = 0; i < UPLOADS; i++) {
        S3Location at = new S3Location(bucket, "file-" + i);
        byte[] file = i % 10 == 0 ? content : Arrays.copyOf(content, MIB + i);
        uploads.add(clients.submit(() -> s3.store(at, file)));
      }
      for (Future<?> upload : uploads) {
        upload.get(100, TimeUnit.SECONDS);
      }

      for (int i = 0; i < UPLOADS; i++) {
        long size =
            s3.operations.headObject(new S3Location(bucket, "file-" + i)).orElseThrow().size();
        assertThat(size).isEqualTo(i % 10 == 0 ? 9L * MIB : MIB + i);
      }
      assertThat(s3.read(new S3Location(bucket, "file-50"), 0)).isEqualTo(content);
      s3.awaitNothingLeft(bucket);
    }
  }
}
