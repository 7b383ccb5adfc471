package dev.longshore.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.storage.StorageContract;
import dev.longshore.ftp.storage.Storages;
import dev.longshore.s3.call.S3CallListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract against a real S3 API. */
class S3StorageTest extends StorageContract {
  @RegisterExtension static final EmbeddedS3 S3 = new EmbeddedS3();

  private final S3Storages storages = new S3Storages(S3.settings(), S3CallListener.NONE);

  @AfterEach
  void close() {
    storages.close();
  }

  /**
   * s3proxy does not look at conditions on keys with a slash at their end; {@code S3FaultsTest}
   * shows what a store's refusal comes to.
   */
  @Override
  protected void assertOneMade(int made) {
    assertThat(made).isPositive();
  }

  @Override
  protected Storages storages() {
    return storages;
  }

  @Override
  protected String newTarget() {
    return "/" + S3.newBucket();
  }

  @Override
  protected int partSize() {
    return 8 << 20;
  }
}
