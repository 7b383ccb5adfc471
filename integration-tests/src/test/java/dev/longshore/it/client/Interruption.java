package dev.longshore.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.regex.Pattern;

/** A client that is stopped in the middle of a transfer, and what the gateway makes of it. */
final class Interruption {
  /** So much that no buffers of sockets and pipes between a client and the gateway hold it. */
  private static final int MUCH = 64_000_000;

  /** More than a pipe holds, so that the client has begun when it is taken. */
  private static final int SOME = 1_000_000;

  private final Bench bench;

  Interruption(Bench bench) {
    this.bench = bench;
  }

  /** What was there before is still there. */
  void put() throws IOException, InterruptedException {
    String path = bench.path("stopped");
    bench.s3().put(path, Bench.content(10));
    try (Running running = bench.client().start(bench.target(), Errand.of(Verb.PUT_STREAM, path))) {
      running.input().write(Bench.content(SOME));
      running.input().flush();
      running.interrupt();
      goOn(running.input());
      running.awaitEnd();
    }
    awaitFailure("upload", path);
    bench.assertStored("stopped", Bench.content(10));
  }

  /** Some clients look at an interruption when there is more to read. */
  private static void goOn(OutputStream input) {
    try {
      input.write(Bench.content(MUCH));
    } catch (IOException e) {
      // It has ended, as it should.
    }
  }

  /** Nobody reads on, so that it can not be done before it is interrupted. */
  void get() throws IOException, InterruptedException {
    String path = bench.path("stopped");
    bench.s3().put(path, Bench.content(MUCH));
    try (Running running = bench.client().start(bench.target(), Errand.of(Verb.GET_STREAM, path))) {
      InputStream output = running.output();
      assertThat(output.readNBytes(SOME)).hasSize(SOME);
      running.interrupt();
      running.awaitEnd();
    }
    awaitFailure("download", path);
    bench.s3().remove(path);
  }

  /** The reply code is that of a failure, or 0 where nobody was left to be told. */
  private void awaitFailure(String direction, String path) throws InterruptedException {
    String code =
        bench
            .gateway()
            .awaitLog(direction + " of /" + Pattern.quote(path) + " by \\w+: (\\d+), ")
            .group(1);
    assertThat(code).as("reply to an interrupted %s", direction).matches("0|[45]\\d\\d");
  }
}
