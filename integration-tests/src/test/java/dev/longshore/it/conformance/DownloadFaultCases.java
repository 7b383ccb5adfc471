package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.it.DataConnection;
import dev.longshore.it.Wire;
import dev.longshore.s3.S3WithFaults.Fault;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** RETR where the client, the network or the S3 does not do as it should. */
final class DownloadFaultCases {
  /** Of the largest object that S3 has. */
  private static final long HUGE = 5L << 40;

  /** More than is asked of the S3 at once. */
  private static final int TWO_RANGES = 12 << 20;

  private static final Fault GONE_WRONG =
      new Fault.Answer(403, "<Error><Code>InvalidAccessKeyId</Code></Error>");
  private static final Fault NONE = new Fault.After(() -> {});

  private DownloadFaultCases() {}

  static List<Case> cases() {
    return List.of(
        stage(
            "G-020",
            "where S3 fails in the middle it is 451 after a reset",
            stage -> midway(stage)),
        stage(
            "G-020.1",
            "where S3 breaks off and can go on nobody sees it",
            stage -> {
              Wire wire = faulty(stage);
              stage.faults().on(stage.request("GET", "f.txt"), 1, new Fault.ResetInAnswer(5));
              assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.TEXT);
            }),
        stage(
            "G-020.2",
            "where S3 fails before anything is sent it is 451 without a 150",
            stage -> {
              Wire wire = faulty(stage);
              stage.faults().on(stage.request("GET", "f.txt"), 1, GONE_WRONG);
              wire.pasv();
              wire.expect(451, "RETR f.txt");
              assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.TEXT);
            }),
        stage(
            "G-021",
            "a client that does not read is 426 after the time that is set",
            stage -> {
              Wire wire = stage.with(Profile.IMPATIENT);
              wire.expect(200, "TYPE I");
              try (DataConnection data = wire.passive()) {
                wire.expect(150, "RETR " + stage.big());
                wire.expect(426);
                assertThatThrownBy(data::readAll).isInstanceOf(SocketException.class);
              }
              wire.inStep();
            }),
        stage(
            "G-021.1",
            "a client that reads slowly, but reads, gets it all",
            stage -> {
              Wire wire = stage.with(Profile.IMPATIENT);
              wire.expect(200, "TYPE I");
              try (DataConnection data = wire.passive()) {
                wire.expect(150, "RETR " + stage.big());
                data.sip(1 << 20, 5, Duration.ofMillis(700));
                wire.inStep();
                assertThat(data.readAll()).hasSize(Testbed.BIG - (5 << 20));
              }
              wire.expect(226);
            }),
        stage(
            "G-021.2",
            "a client that resets its data connection gets 426, and the session goes on",
            stage -> {
              Wire wire = stage.wire();
              wire.expect(200, "TYPE I");
              DataConnection data = wire.passive();
              wire.expect(150, "RETR " + stage.big());
              assertThat(data.read(1)).hasSize(1);
              data.reset();
              wire.expect(426);
              assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.TEXT);
            }),
        stage("G-022", "what is replaced while it is sent ends with 451", stage -> replaced(stage)),
        stage("G-023", "sizes of terabytes are told in full", stage -> huge(stage)),
        stage("G-024", "twenty sessions read one file at once", stage -> twenty(stage)));
  }

  private static Wire faulty(Stage stage) throws IOException, InterruptedException {
    Wire wire = stage.with(Profile.FAULTS);
    wire.expect(200, "TYPE I");
    return wire;
  }

  private static void midway(Stage stage) throws Exception {
    stage.s3().put(stage.prefix() + "large.bin", new byte[TWO_RANGES]);
    Wire wire = faulty(stage);
    stage.faults().on(stage.request("GET", "large.bin"), 1, NONE);
    stage.faults().on(stage.request("GET", "large.bin"), 20, GONE_WRONG);
    try (DataConnection data = wire.passive()) {
      wire.expect(150, "RETR large.bin");
      assertThatThrownBy(data::readAll).isInstanceOf(SocketException.class);
      wire.expect(451);
    }
    wire.inStep();
  }

  private static void replaced(Stage stage) throws Exception {
    String key = stage.prefix() + "large.bin";
    stage.s3().put(key, new byte[TWO_RANGES]);
    Wire wire = faulty(stage);
    byte[] other = new byte[TWO_RANGES];
    other[0] = 1;
    stage.faults().on(stage.request("GET", "large.bin"), 1, NONE);
    stage
        .faults()
        .on(
            stage.request("GET", "large.bin"),
            1,
            new Fault.After(() -> stage.s3().put(key, other)));
    try (DataConnection data = wire.passive()) {
      wire.expect(150, "RETR large.bin");
      assertThatThrownBy(data::readAll).isInstanceOf(SocketException.class);
      wire.expect(451);
    }
    assertThat(wire.download("RETR large.bin").bytes()).isEqualTo(other);
  }

  private static void huge(Stage stage) throws Exception {
    Wire wire = faulty(stage);
    String headers = "ETag: \"1\"\r\nLast-Modified: Fri, 02 Jan 2026 03:04:05 GMT\r\n";
    stage
        .faults()
        .on(
            stage.request("HEAD", "huge"),
            1,
            new Fault.AnswerRaw(
                "HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + HUGE + "\r\n\r\n"));
    assertThat(wire.expect(213, "SIZE huge").words()).isEqualTo(Long.toString(HUGE));
    stage
        .faults()
        .on(
            stage.request("GET", "huge"),
            1,
            new Fault.AnswerRaw(
                "HTTP/1.1 206 Partial Content\r\n%sContent-Length: 1\r\nContent-Range: bytes %d-%d/%d\r\n\r\nz"
                    .formatted(headers, HUGE - 1, HUGE - 1, HUGE)));
    wire.expect(350, "REST " + (HUGE - 1));
    assertThat(wire.listing("RETR huge")).isEqualTo("z");
  }

  private static void twenty(Stage stage) throws Exception {
    List<Wire> sessions = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sessions.add(stage.another());
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> texts =
          sessions.stream().map(each -> threads.submit(() -> each.listing("RETR f.txt"))).toList();
      for (Future<String> text : texts) {
        assertThat(text.get()).isEqualTo(Fixture.ASCII);
      }
    }
  }
}
