package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.stage;
import static dev.longshore.it.conformance.UploadCases.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Wire;
import java.util.List;
import java.util.Set;

/** APPE, and REST with STOR and APPE (RFC 959, RFC 3659 section 5.3). */
final class ResumeCases {
  /** More than what S3 takes as one part, so that it is copied and not sent anew. */
  private static final int COPIED = 6 << 20;

  private ResumeCases() {}

  static List<Case> cases() {
    return List.of(
        stage(
            "H-009",
            "REST with the file's size, and STOR, goes on where the file ends",
            stage -> restarted(stage, 12, "STOR", "more", Fixture.TEXT + "more")),
        stage(
            "H-009.1",
            "REST within the file, and STOR, keeps what stands before",
            stage -> restarted(stage, 6, "STOR", "else", "line1\nelse")),
        stage(
            "H-009.2",
            "a large file goes on too",
            stage -> {
              stage.s3().put(stage.prefix() + "large.bin", new byte[COPIED]);
              Wire wire = image(stage);
              wire.expect(350, "REST " + COPIED);
              wire.upload("STOR large.bin", "end");
              assertThat(stage.stored("large.bin")).hasSize(COPIED + 3).endsWith("\0end");
            }),
        stage(
            "H-009.3",
            "REST is good for one upload",
            stage -> {
              restarted(stage, 12, "STOR", "more", Fixture.TEXT + "more");
              stage.wire().upload("STOR f.txt", "x");
              assertThat(stage.stored("f.txt")).isEqualTo("x");
            }),
        stage("H-009.4", "REST 0 and STOR is STOR", stage -> restarted(stage, 0, "STOR", "x", "x")),
        stage(
            "H-010",
            "REST beyond the end is 554 from STOR: no hole is made",
            stage -> {
              Wire wire = image(stage);
              for (String name : List.of("f.txt", "nope")) {
                wire.expect(350, "REST 13");
                wire.pasv();
                wire.expect(554, "STOR " + name);
              }
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
              assertThat(stage.has("nope")).isFalse();
            }),
        stage(
            "H-010.1",
            "in TYPE A an upload can not be restarted: 504, and nothing changes",
            stage -> {
              Wire wire = stage.wire();
              wire.expect(350, "REST 6");
              wire.pasv();
              wire.expect(504, "STOR f.txt");
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
            }),
        stage(
            "H-011",
            "APPE makes a file, and goes on with one that is there",
            stage -> {
              Wire wire = image(stage);
              wire.upload("APPE log", "one\n");
              wire.upload("APPE log", "two\n");
              assertThat(stage.stored("log")).isEqualTo("one\ntwo\n");
            }),
        stage(
            "H-011.1",
            "APPE of nothing, and to an empty file",
            stage -> {
              Wire wire = image(stage);
              wire.upload("APPE f.txt", "");
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
              wire.upload("APPE empty", "x");
              assertThat(stage.stored("empty")).isEqualTo("x");
            }),
        stage(
            "H-011.2",
            "APPE to a large file",
            stage -> {
              stage.s3().put(stage.prefix() + "large.bin", new byte[COPIED]);
              image(stage).upload("APPE large.bin", "end");
              assertThat(stage.stored("large.bin")).hasSize(COPIED + 3).endsWith("\0end");
            }),
        stage(
            "H-011.3",
            "an APPE whose client is lost leaves the file as it was",
            stage -> {
              Wire wire = image(stage);
              LostUploadCases.reset(wire, "APPE f.txt", "half a li");
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
            }),
        stage(
            "H-011.4",
            "ALLO tells what is appended and not what the file will have",
            stage -> {
              Wire wire = image(stage);
              wire.expect(200, "ALLO 4");
              wire.upload("APPE f.txt", "more");
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT + "more");
            }),
        stage(
            "H-012",
            "REST and APPE is REST and STOR",
            stage -> {
              stage.put("abc", "abcdef");
              Wire wire = image(stage);
              wire.expect(350, "REST 1");
              wire.upload("APPE abc", "Z");
              assertThat(stage.stored("abc")).isEqualTo("aZ");
              stage.put("abc", "abcdef");
              wire.expect(350, "REST 1");
              wire.upload("STOR abc", "Z");
              assertThat(stage.stored("abc")).isEqualTo("aZ");
            }),
        stage(
            "H-012.1",
            "REST beyond the end and APPE is 554",
            stage -> {
              Wire wire = image(stage);
              wire.expect(350, "REST 13");
              wire.pasv();
              wire.expect(554, "APPE f.txt");
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
            }),
        stage(
            "H-012.2",
            "a restarted upload needs the permission to replace",
            stage -> {
              Wire keeper = stage.as(Account.KEEPER);
              keeper.expect(200, "TYPE I");
              keeper.pasv();
              keeper.expect(350, "REST 12");
              keeper.expect(550, "STOR f.txt");
              keeper.expect(550, "APPE f.txt");
              assertThat(stage.stored("f.txt")).isEqualTo(Fixture.TEXT);
              assertThat(stage.names()).containsAll(Set.of("f.txt", "empty"));
            }));
  }

  private static void restarted(
      Stage stage, long offset, String command, String bytes, String result) throws Exception {
    Wire wire = image(stage);
    wire.expect(350, "REST " + offset);
    wire.upload(command + " f.txt", bytes);
    assertThat(stage.stored("f.txt")).isEqualTo(result);
  }
}
