package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.stage;
import static dev.longshore.it.conformance.UploadCases.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.DataConnection;
import dev.longshore.it.Wire;
import dev.longshore.s3.S3WithFaults.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Uploads that come to nothing, or take their time: what is stored then, and what is said. */
final class LostUploadCases {
  /** Two parts and some. */
  private static final byte[] LARGE = new byte[(16 << 20) + 1];

  private static final Fault LOST =
      new Fault.Answer(404, "<Error><Code>NoSuchUpload</Code></Error>");
  private static final Fault FULL =
      new Fault.Answer(403, "<Error><Code>QuotaExceeded</Code></Error>");
  private static final Fault REFUSED =
      new Fault.Answer(403, "<Error><Code>InvalidAccessKeyId</Code></Error>");

  private LostUploadCases() {}

  static List<Case> cases() {
    return List.of(
        stage(
            "H-004",
            "226 comes when S3 has stored the file and not before",
            stage -> storedFirst(stage, "PUT", new byte[] {'x'})),
        stage(
            "H-004.1",
            "226 comes when S3 has made its parts one file and not before",
            stage -> storedFirst(stage, "POST", LARGE)),
        stage(
            "H-005",
            "where S3 fails at the end it is 451, and the old file is there",
            stage -> refused(stage, 451, "POST", "f.txt?uploadId", LOST, LARGE)),
        stage(
            "H-005.1",
            "the same with a small file",
            stage -> refused(stage, 451, "PUT", "f.txt", REFUSED, new byte[1])),
        stage(
            "H-005.2",
            "where S3 fails once and then does it, it is stored",
            stage -> {
              Wire wire = stage.with(Profile.FAULTS);
              stage
                  .faults()
                  .on(
                      stage.request("PUT", "f.txt"),
                      1,
                      new Fault.Answer(500, "<Error><Code>InternalError</Code></Error>"));
              wire.upload("STOR f.txt", "x");
              assertThat(stage.stored("f.txt")).isEqualTo("x");
            }),
        stage(
            "H-006",
            "an upload whose data connection is reset is 426, and changes nothing",
            stage -> {
              Wire wire = image(stage);
              reset(wire, "STOR f.txt", "half");
              reset(wire, "STOR new", "half");
              reset(wire, "STOU", "half");
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
              assertThat(stage.names()).noneMatch(name -> name.matches("new|ftp-.*"));
              wire.inStep();
            }),
        stage(
            "H-006.1",
            "the same with a large one, of which parts are stored",
            stage -> {
              Wire wire = image(stage);
              DataConnection data = wire.passive();
              wire.expect(150, "STOR f.txt");
              data.write(LARGE);
              data.reset();
              wire.expect(426);
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
            }),
        stage(
            "H-006.2",
            "a client that stops in the middle is 426 after the time that is set",
            stage -> {
              Wire wire = stage.with(Profile.IMPATIENT);
              try (DataConnection data = wire.passive()) {
                wire.expect(150, "STOR f.txt");
                data.write("half");
                wire.expect(426);
                data.expectEnd();
              }
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
              wire.inStep();
            }),
        stage(
            "H-007",
            "the end of the data connection is the end of the file",
            stage -> {
              Wire wire = image(stage);
              wire.upload("STOR f.txt", "half");
              assertThat(stage.stored("f.txt")).isEqualTo("half");
            }),
        stage(
            "H-007.1",
            "unless ALLO has said another size: 426, and nothing changes",
            stage -> {
              Wire wire = image(stage);
              for (String size : List.of("ALLO 5", "ALLO 3")) {
                wire.expect(200, size);
                try (DataConnection data = wire.passive()) {
                  wire.expect(150, "STOR f.txt");
                  data.write("half");
                }
                wire.expect(426);
              }
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
            }),
        stage(
            "H-020",
            "where S3 says in the middle that the quota is used up it is 552",
            stage -> refused(stage, 552, "PUT", "f.txt?partNumber=2", FULL, LARGE)),
        stage(
            "H-020.1",
            "the same with a small file",
            stage -> refused(stage, 552, "PUT", "f.txt", FULL, new byte[1])),
        stage(
            "H-026",
            "an upload may take any time, as long as now and then a byte comes",
            stage -> {
              Wire wire = stage.with(Profile.IMPATIENT);
              try (DataConnection data = wire.passive()) {
                wire.expect(150, "STOR slow");
                data.trickle("0123456789", Duration.ofMillis(500));
                wire.inStep();
              }
              wire.expect(226);
              assertThat(stage.stored("slow")).isEqualTo("0123456789");
            }));
  }

  /** Begins an upload and loses its data connection. */
  static void reset(Wire wire, String command, String sent) throws IOException {
    DataConnection data = wire.passive();
    wire.expect(150, command);
    data.write(sent);
    data.reset();
    wire.expect(426);
  }

  /** Holds up the request that makes the file visible. */
  private static void storedFirst(Stage stage, String method, byte[] content) throws Exception {
    var asked = new CountDownLatch(1);
    var storing = new CountDownLatch(1);
    Wire wire = stage.with(Profile.FAULTS);
    wire.expect(200, "TYPE I");
    Fault held =
        new Fault.After(
            () -> {
              asked.countDown();
              await(storing);
            });
    String name = method.equals("POST") ? "new?uploadId" : "new";
    stage.faults().on(stage.request(method, name), 1, held);
    try (DataConnection data = wire.passive()) {
      wire.expect(150, "STOR new");
      data.write(content);
    }
    await(asked);
    assertThat(stage.has("new")).isFalse();
    assertThat(wire.available()).isZero();
    storing.countDown();
    wire.expect(226);
    assertThat(stage.s3().bytes(stage.prefix() + "new")).isEqualTo(content);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("waited too long");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Replaces f.txt while this request fails. */
  private static void refused(
      Stage stage, int code, String method, String request, Fault fault, byte[] content)
      throws Exception {
    Wire wire = stage.with(Profile.FAULTS);
    wire.expect(200, "TYPE I");
    stage.faults().on(stage.request(method, request), 1, fault);
    try (DataConnection data = wire.passive()) {
      wire.expect(150, "STOR f.txt");
      data.offer(content);
      wire.expect(code);
    }
    assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
    stage.s3().awaitNoUploads(stage.prefix());
    wire.inStep();
  }
}
