package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Wire;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** SIZE, and MDTM in both its forms (RFC 3659 sections 3 and 4). */
final class TimeCases {
  private static final String TIME = "20200101000000";
  private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

  private TimeCases() {}

  static List<Case> cases() {
    return List.of(
        session(
            "J-001",
            "SIZE is digits and nothing else",
            wire -> {
              wire.expect(200, "TYPE I");
              assertThat(wire.expect(213, "SIZE f.txt").words()).isEqualTo("12");
              assertThat(wire.expect(213, "SIZE empty").words()).isEqualTo("0");
            }),
        stage(
            "J-001.1",
            "SIZE of five terabytes is told",
            stage -> {
              long size = 5L << 40;
              stage.odd().withHuge(stage.prefix() + "huge", size);
              Wire wire = stage.with(Profile.ODD_KEYS);
              wire.expect(200, "TYPE I");
              assertThat(wire.expect(213, "SIZE huge").words()).isEqualTo(Long.toString(size));
              assertThat(Facts.of(wire.listing("MLSD"), "huge").fact("size"))
                  .isEqualTo(Long.toString(size));
              assertThat(wire.listing("LIST")).contains(" " + size + " ");
            }),
        session(
            "J-002",
            "SIZE of a directory, and of what is not there, is 550",
            wire -> {
              wire.expect(200, "TYPE I");
              assertThat(wire.expect(550, "SIZE nope").words()).contains("No such file");
              wire.expect(550, "SIZE d");
              wire.expect(550, "SIZE /");
            }),
        stage(
            "J-002.1",
            "who may neither list nor read learns of no file whether it is there",
            stage -> {
              Wire sender = stage.as(Account.SENDER);
              sender.expect(200, "TYPE I");
              for (String command :
                  List.of("SIZE %s", "MDTM %s", "MLST %s", "STAT %s", "XCRC %s", "RNFR %s")) {
                assertThat(sender.expect(550, command.formatted("f.txt")))
                    .isEqualTo(sender.expect(550, command.formatted("nope")));
              }
              sender.expect(200, "SITE CHMOD 644 f.txt");
              sender.expect(200, "SITE CHMOD 644 nope");
            }),
        session(
            "J-003",
            "MDTM is a time of UTC",
            wire -> {
              Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
              wire.upload("STOR now", "");
              Instant modified =
                  LocalDateTime.parse(wire.expect(213, "MDTM now").words(), FORMAT)
                      .toInstant(ZoneOffset.UTC);
              assertThat(modified).isBetween(before.minusSeconds(2), Instant.now().plusSeconds(2));
            }),
        session(
            "J-005",
            "MDTM of what is not there is 550",
            wire -> {
              assertThat(wire.expect(550, "MDTM nope").words()).contains("No such file");
              wire.expect(550, "MDTM nope/nope");
            }),
        session(
            "J-006",
            "MDTM of a directory is 550",
            wire -> {
              wire.expect(550, "MDTM d");
              wire.expect(550, "MDTM /");
            }),
        session(
            "J-007",
            "MDTM of a file whose name begins with a time tells the file's",
            wire -> {
              wire.upload("STOR 19990929043300 File6", "");
              wire.upload("STOR File6", "");
              assertThat(wire.expect(213, "MDTM 19990929043300 File6").words())
                  .matches("20[2-9]\\d{11}");
              assertThat(wire.expect(213, "MDTM File6").words()).matches("20[2-9]\\d{11}");
            }),
        session(
            "J-008",
            "MDTM with a time in front of the name sets it",
            wire -> {
              wire.expect(213, "MDTM " + TIME + " f.txt");
              assertTime(wire, "f.txt", TIME);
              wire.expect(213, "MDTM 20210102030405 sp ace.txt");
              assertTime(wire, "sp ace.txt", "20210102030405");
              wire.expect(550, "MDTM " + TIME + " nope");
            }),
        session(
            "J-009",
            "MDTM takes minutes ahead of UTC behind the time",
            wire -> {
              wire.expect(213, "MDTM 20200101000000+60 f.txt");
              assertTime(wire, "f.txt", "20191231230000");
              wire.expect(213, "MDTM 20200101000000-90 f.txt");
              assertTime(wire, "f.txt", "20200101013000");
            }));
  }

  /** MDTM must tell this time. */
  static void assertTime(Wire wire, String path, String time) throws Exception {
    assertThat(wire.expect(213, "MDTM " + path).words()).isEqualTo(time);
  }
}
