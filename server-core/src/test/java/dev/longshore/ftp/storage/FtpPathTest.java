package dev.longshore.ftp.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.user.HomeMapping;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What paths cost, and how long they may be. */
class FtpPathTest {
  private static final int SEGMENTS = 2000;

  @Test
  void aPathLongerThanAnyStoreHoldsIsRefusedBeforeTheStoreIsAsked() throws StorageException {
    String longest = "/" + "x".repeat(FtpPath.MAX_LENGTH - 1);
    assertThat(FtpPath.of(longest).toString()).isEqualTo(longest);
    for (String tooLong : List.of(longest + "x", "/x".repeat(SEGMENTS + 49))) {
      assertThatThrownBy(() -> FtpPath.of(tooLong))
          .isInstanceOfSatisfying(
              StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NAME_NOT_ALLOWED));
    }
    assertThat(FtpPath.of("/x/..".repeat(SEGMENTS))).isEqualTo(FtpPath.ROOT);
  }

  @Test
  void aPathOfManySegmentsIsLocatedInTimeThatGrowsWithItsLengthAlone() throws StorageException {
    Home home = Home.of(List.of(new HomeMapping("/", "/bucket")));
    FtpPath path = FtpPath.of("/x".repeat(SEGMENTS));
    long begin = System.nanoTime();
    for (int i = 0; i < 200; i++) {
      assertThat(home.require(path).path().segments()).hasSize(SEGMENTS + 1);
      assertThat(home.isFixed(path)).isFalse();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
  }
}
