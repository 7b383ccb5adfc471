package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.open;
import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static dev.longshore.it.conformance.TimeCases.assertTime;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** MFMT, MFF and SITE UTIME (draft-somers-ftp-mfxx, and what clients fall back to). */
final class SetTimeCases {
  private static final String TIME = "20200101000000";

  private SetTimeCases() {}

  static List<Case> cases() {
    return List.of(
        session(
            "J-010",
            "MFMT tells the time that was set, and the path as it was said",
            wire -> {
              for (String path : List.of("f.txt", "./d/x.txt", "sp ace.txt", "/j-010/ü中.txt")) {
                assertThat(wire.expect(213, "MFMT " + TIME + " " + path).words())
                    .isEqualTo("Modify=" + TIME + "; " + path);
                assertTime(wire, path, TIME);
              }
            }),
        stage(
            "J-011",
            "MFMT stores fractions of a second",
            stage -> {
              assertThat(stage.wire().expect(213, "MFMT 20200101000000.500 f.txt").words())
                  .startsWith("Modify=20200101000000.5")
                  .endsWith("; f.txt");
              assertThat(stage.s3().metadata(stage.prefix() + "f.txt").get("mtime"))
                  .startsWith("1577836800.5");
            }),
        session(
            "J-012",
            "MFMT of a time that does not exist is 501",
            wire -> {
              for (String time :
                  List.of(
                      "20200230000000",
                      "20210229000000",
                      "20201301000000",
                      "20200001000000",
                      "20200100000000",
                      "20200101240000",
                      "20200101006000",
                      "20200101000061")) {
                wire.expect(501, "MFMT " + time + " f.txt");
                wire.expect(501, "MFF Modify=" + time + "; f.txt");
              }
              wire.expect(213, "MFMT 20200229000000 f.txt");
              wire.expect(213, "MFMT 20161231235960 f.txt");
            }),
        session(
            "J-013",
            "MFMT of something else than a time and a path is 501",
            wire -> {
              for (String argument :
                  List.of("2020 f.txt", TIME, TIME + " ", "f.txt", TIME + "Z f.txt", "x f.txt")) {
                wire.expect(501, "MFMT " + argument);
              }
              wire.expect(501, "MFMT");
            }),
        session(
            "J-014",
            "MFMT of what is not there is 550",
            wire -> wire.expect(550, "MFMT " + TIME + " nope")),
        session(
            "J-015",
            "MFMT of a directory is 550",
            wire -> {
              wire.expect(550, "MFMT " + TIME + " d");
              wire.expect(550, "MFMT " + TIME + " e");
            }),
        session(
            "J-016",
            "after MFMT, MDTM, MLST, and LIST and STAT of the file agree",
            wire -> {
              wire.expect(213, "MFMT " + TIME + " f.txt");
              assertTime(wire, "f.txt", TIME);
              assertThat(Facts.only(wire.expect(250, "MLST f.txt").body()).fact("modify"))
                  .isEqualTo(TIME);
              assertThat(wire.listing("LIST f.txt")).contains(" Jan  1  2020 f.txt");
              assertThat(wire.expect(213, "STAT f.txt").text()).contains(" Jan  1  2020 f.txt");
            }),
        open(
            "J-016.1",
            "after MFMT, LIST and MLSD of the directory show that time",
            "S3 lists objects with the time they were stored at, and asking for each one's metadata"
                + " would be a request for each file"),
        stage(
            "J-017",
            "MFMT keeps the content and what else is stored with it",
            stage -> {
              String key = stage.prefix() + "kept";
              stage.s3().put(key, "content".getBytes(UTF_8), Map.of("colour", "blue"));
              stage.wire().expect(213, "MFMT " + TIME + " kept");
              assertThat(stage.stored("kept")).isEqualTo("content");
              assertThat(stage.s3().metadata(key)).containsEntry("colour", "blue");
            }),
        stage(
            "J-017.1",
            "who may not replace files may not set times",
            stage -> {
              stage.as(Account.KEEPER).expect(550, "MFMT " + TIME + " f.txt");
              stage.as(Account.READER).expect(550, "SITE UTIME " + TIME + " f.txt");
            }),
        session(
            "J-018",
            "MFF sets the time, and tells what was set",
            wire -> {
              assertThat(wire.expect(213, "MFF Modify=" + TIME + "; f.txt").words())
                  .isEqualTo("Modify=" + TIME + "; f.txt");
              assertTime(wire, "f.txt", TIME);
              wire.expect(213, "MFF modify=20210101000000; sp ace.txt");
              assertTime(wire, "sp ace.txt", "20210101000000");
              wire.expect(550, "MFF Modify=" + TIME + "; nope");
            }),
        session(
            "J-019",
            "MFF as NcFTP sends it, without the last semicolon and with Create, sets the time",
            wire -> {
              wire.expect(213, "MFF Modify=20200101000000;Create=20190101000000 f.txt");
              assertTime(wire, "f.txt", TIME);
            }),
        session(
            "J-020",
            "MFF of a fact that can not be set is 504 and names it",
            wire -> {
              assertThat(wire.expect(504, "MFF Colour=blue; f.txt").words()).contains("Colour");
              wire.expect(504, "MFF Modify=" + TIME + ";Size=3; f.txt");
              assertThat(wire.expect(213, "MDTM f.txt").words()).isNotEqualTo(TIME);
            }),
        session(
            "J-020.1",
            "MFF of no facts, or without a path, is 501",
            wire -> {
              for (String argument :
                  List.of("f.txt", "Modify f.txt", "Modify=" + TIME + ";", ";")) {
                wire.expect(501, "MFF " + argument);
              }
            }),
        session(
            "J-021",
            "MFF of UNIX.mode is 504",
            wire -> wire.expect(504, "MFF UNIX.mode=644; f.txt")),
        session(
            "J-022",
            "MFCT is 504 and not in FEAT",
            wire -> {
              wire.expect(504, "MFCT " + TIME + " f.txt");
              assertThat(wire.expect(211, "FEAT").text()).doesNotContain("MFCT").contains("MFMT");
            }),
        session(
            "J-023",
            "SITE UTIME sets the time in both its forms",
            wire -> {
              wire.expect(200, "SITE UTIME 202001010000 f.txt");
              assertTime(wire, "f.txt", TIME);
              wire.expect(200, "SITE UTIME 20210101000001 f.txt");
              assertTime(wire, "f.txt", "20210101000001");
              wire.expect(
                  200, "SITE UTIME sp ace.txt 20190101000000 20200101000000 20180101000000 UTC");
              assertTime(wire, "sp ace.txt", TIME);
            }),
        session(
            "J-023.1",
            "SITE UTIME of something else is 501, and of what is not there 550",
            wire -> {
              wire.expect(501, "SITE UTIME");
              wire.expect(501, "SITE UTIME f.txt");
              wire.expect(501, "SITE UTIME 20201301000000 f.txt");
              wire.expect(550, "SITE UTIME " + TIME + " nope");
            }));
  }
}
