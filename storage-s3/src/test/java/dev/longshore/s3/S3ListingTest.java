package dev.longshore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.storage.Entry;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.S3WithFaults.Fault;
import dev.longshore.s3.call.OperatorLines;
import dev.longshore.s3.call.S3CallListener;
import dev.longshore.s3.call.S3Clients;
import dev.longshore.s3.call.S3Location;
import dev.longshore.s3.call.S3Operations;
import dev.longshore.s3.call.S3Settings;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class S3ListingTest {
  private static final int KEYS = 100_000;
  private static final int PAGES = KEYS / 1000;

  private final S3Location directory = new S3Location("bucket", "big/");

  @Test
  void aHundredThousandKeysComeOnceInBoundedMemory() throws Exception {
    try (GeneratedListing store = new GeneratedListing(KEYS);
        S3Clients clients = new S3Clients(TestSettings.of(store.endpoint()));
        S3Listing listing = open(store.endpoint(), clients, S3CallListener.NONE)) {
      long files = 0;
      long bytes = 0;
      int directories = 0;
      long most = 0;
      for (Optional<Entry> e = listing.next(); e.isPresent(); e = listing.next()) {
        Entry entry = e.get();
        if (entry.isDirectory()) {
          directories++;
        } else {
          bytes += entry.size();
          if (++files % 20_000 == 0) {
            most = Math.max(most, liveBytes());
          }
        }
      }

      assertThat(files).isEqualTo(KEYS);
      assertThat(bytes).isEqualTo((long) KEYS * (KEYS - 1) / 2);
      assertThat(directories).isEqualTo(PAGES);
      assertThat(store.pages()).isEqualTo(PAGES);
      assertThat(most - liveBytesBefore).isLessThan(24 << 20);
    }
  }

  private final long liveBytesBefore = liveBytes();

  @Test
  void onePageIsReadAhead() throws Exception {
    Semaphore listed = new Semaphore(0);
    try (GeneratedListing store = new GeneratedListing(KEYS);
        S3Clients clients = new S3Clients(TestSettings.of(store.endpoint()));
        S3Listing listing =
            open(store.endpoint(), clients, (call, took, failure) -> listed.release())) {
      assertThat(listing.next()).isPresent();
      assertThat(listed.tryAcquire(2, 20, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 500; i++) {
        assertThat(listing.next()).isPresent();
      }

      assertThat(listed.tryAcquire(200, TimeUnit.MILLISECONDS)).isFalse();
      assertThat(store.pages()).isEqualTo(2);
    }
  }

  @Test
  void aClosedListingSaysSo() throws Exception {
    try (GeneratedListing store = new GeneratedListing(KEYS);
        S3Clients clients = new S3Clients(TestSettings.of(store.endpoint()))) {
      S3Listing listing = open(store.endpoint(), clients, S3CallListener.NONE);
      assertThat(listing.next()).isPresent();

      listing.close();

      assertClosed(listing);
    }
  }

  @Test
  void aListingThatIsClosedWhileItWaitsEndsAtOnceAndIsNoAlarm() throws Exception {
    Semaphore calledOff = new Semaphore(0);
    S3CallListener listener =
        (call, took, failure) -> failure.ifPresent(kind -> calledOff.release());
    try (GeneratedListing generated = new GeneratedListing(1001);
        S3WithFaults store = new S3WithFaults(generated.endpoint());
        OperatorLines lines = new OperatorLines();
        S3Clients clients = new S3Clients(TestSettings.of(store.endpoint()));
        ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor()) {
      store.on("continuation-token", 9, new Fault.Stall());
      S3Listing listing = open(store.endpoint(), clients, listener);
      for (int i = 0; i < 1001; i++) {
        assertThat(listing.next()).isPresent();
      }
      Future<?> waiting = reader.submit(() -> assertClosed(listing));
      while (store.count("continuation-token") == 0) {
        LockSupport.parkNanos(1_000_000);
      }

      listing.close();

      waiting.get(10, TimeUnit.SECONDS);
      assertThat(calledOff.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      assertThat(lines.messages()).isEmpty();
    }
  }

  private static void assertClosed(S3Listing listing) {
    assertThatThrownBy(listing::next)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
        .hasMessageContaining("closed");
  }

  @Test
  void namesThatAreNoPathsAndNamesOfMappingsAreNotShown() throws Exception {
    try (GeneratedListing store = new GeneratedListing(3);
        S3Clients clients = new S3Clients(TestSettings.of(store.endpoint()))) {
      S3Settings settings = TestSettings.of(store.endpoint());
      S3Operations operations = new S3Operations(clients, settings, S3CallListener.NONE);
      Set<String> names = new HashSet<>();
      try (S3Listing listing =
          S3Listing.open(operations, directory, List.of("file-00000001")).orElseThrow()) {
        for (Optional<Entry> e = listing.next(); e.isPresent(); e = listing.next()) {
          assertThat(names.add(e.get().name())).isTrue();
        }
      }

      assertThat(names)
          .containsExactlyInAnyOrder(
              "file-00000000", "file-00000001", "file-00000002", "sub-00000002");
    }
    assertThat(List.of("", ".", "..", "a\rb", "a\nb", "a\0b", "a/b")).noneMatch(S3Keys::canBeShown);
  }

  private S3Listing open(URI store, S3Clients clients, S3CallListener listener) throws Exception {
    S3Operations operations = new S3Operations(clients, TestSettings.of(store), listener);
    return S3Listing.open(operations, directory, List.of()).orElseThrow();
  }

  private static long liveBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
