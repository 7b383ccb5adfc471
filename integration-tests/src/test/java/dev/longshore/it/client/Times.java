package dev.longshore.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Whether a file keeps its time on the way up and on the way down. */
final class Times {
  private static final Instant TIME = Instant.parse("2001-02-03T04:05:06Z");

  private final Bench bench;

  Times(Bench bench) {
    this.bench = bench;
  }

  void put() throws IOException, InterruptedException {
    Path local = Files.write(bench.local("dated"), Bench.content(1000));
    Files.setLastModifiedTime(local, FileTime.from(TIME));
    bench.client().run(bench.target(), Errand.of(Verb.PUT_TIME, bench.path("dated"), local));
    assertThat(bench.s3().modified(bench.path("dated"))).contains(TIME);
    bench.assertStored("dated", Bench.content(1000));
  }

  /** A listing has the time at which S3 stored the object, and LIST shows whole minutes of it. */
  void get() throws IOException, InterruptedException {
    var metadata = Map.of("mtime", Long.toString(TIME.getEpochSecond()));
    bench.s3().put(bench.path("dated"), Bench.content(1000), metadata);
    Path local = bench.local("fetched");
    bench.client().run(bench.target(), Errand.of(Verb.GET_TIME, bench.path("dated"), local));
    Instant time = Files.getLastModifiedTime(local).toInstant();
    if (bench.client().keepsListedTime()) {
      Instant stored = bench.s3().stored(bench.path("dated"));
      assertThat(time).isBetween(stored.minus(Duration.ofMinutes(1)), stored);
    } else {
      assertThat(time).isEqualTo(TIME);
    }
  }
}
