package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.open;
import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Wire;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;

/** Checksums (draft-bryan-ftpext-hash, draft-twine-ftpmd5) and commands that no RFC has. */
final class ExtraCases {
  private ExtraCases() {}

  static List<Case> cases() {
    return List.of(
        session(
            "Q-001",
            "HASH tells algorithm, range, checksum and path in one line",
            wire -> {
              assertThat(wire.expect(213, "HASH f.txt").words())
                  .isEqualTo("SHA-256 0-12 " + digest("SHA-256", Fixture.TEXT) + " f.txt");
              assertThat(wire.expect(213, "HASH empty").words())
                  .isEqualTo("SHA-256 0-0 " + digest("SHA-256", "") + " empty");
              assertThat(wire.expect(213, "HASH sp ace.txt").words())
                  .isEqualTo("SHA-256 0-5 " + digest("SHA-256", "space") + " sp ace.txt");
            }),
        session(
            "Q-001.1",
            "HASH is of the bytes that are stored, whatever the TYPE, and needs no data connection",
            wire -> {
              String ascii = wire.expect(213, "HASH crlf.txt").words();
              wire.expect(200, "TYPE I");
              assertThat(wire.expect(213, "HASH crlf.txt").words())
                  .isEqualTo(ascii)
                  .contains(digest("SHA-256", Fixture.CRLF));
            }),
        session(
            "Q-002",
            "OPTS HASH tells and chooses the algorithm",
            wire -> {
              assertThat(wire.expect(200, "OPTS HASH").words()).isEqualTo("SHA-256");
              assertThat(wire.expect(200, "OPTS HASH MD5").words()).isEqualTo("MD5");
              assertThat(wire.expect(213, "HASH f.txt").words())
                  .isEqualTo("MD5 0-12 " + digest("MD5", Fixture.TEXT) + " f.txt");
              wire.expect(501, "OPTS HASH X");
              assertThat(wire.expect(200, "OPTS HASH").words()).isEqualTo("MD5");
              assertThat(wire.expect(200, "opts hash sha-1").words()).isEqualTo("SHA-1");
              assertThat(wire.expect(213, "HASH f.txt").words())
                  .startsWith("SHA-1 0-12 " + digest("SHA-1", Fixture.TEXT));
            }),
        session(
            "Q-002.1",
            "FEAT names the algorithms, with a star at the one that is chosen",
            wire -> {
              wire.expect(200, "OPTS HASH SHA-512");
              assertThat(wire.expect(211, "FEAT").body())
                  .filteredOn(line -> line.startsWith(" HASH "))
                  .singleElement()
                  .asString()
                  .contains("SHA-512*", "SHA-256;")
                  .doesNotContain("SHA-256*");
            }),
        session(
            "Q-003",
            "a checksum of a directory, or of what is not there, is 550",
            wire -> {
              for (String verb : List.of("HASH", "MD5", "XCRC", "XMD5", "XSHA1", "XSHA256")) {
                assertThat(wire.expect(550, verb + " nope").words()).contains("No such file");
                wire.expect(550, verb + " d");
                wire.expect(501, verb);
              }
            }),
        stage(
            "Q-003.1",
            "who may not read gets no checksum",
            stage -> {
              Wire wire = stage.as(Account.SENDER);
              for (String verb : List.of("HASH", "MD5", "XCRC", "XSHA512")) {
                wire.expect(550, verb + " f.txt");
              }
            }),
        session(
            "Q-004",
            "RANG is not there, and not in FEAT",
            wire -> {
              wire.expect(500, "RANG 0 5");
              assertThat(wire.expect(211, "FEAT").text()).doesNotContain("RANG");
            }),
        open(
            "Q-004.1",
            "RANG bounds a HASH, a RETR and a STOR",
            "not built yet, and not in FEAT, so that no client counts on it"),
        session(
            "Q-005",
            "XCRC is eight digits, of a name with or without quotes, of a range where one is given",
            wire -> {
              String whole = crc(Fixture.TEXT);
              assertThat(wire.expect(250, "XCRC f.txt").words()).isEqualTo(whole);
              assertThat(wire.expect(250, "XCRC \"f.txt\"").words()).isEqualTo(whole);
              assertThat(wire.expect(250, "XCRC \"sp ace.txt\"").words()).isEqualTo(crc("space"));
              assertThat(wire.expect(250, "XCRC sp ace.txt").words()).isEqualTo(crc("space"));
              assertThat(wire.expect(250, "XCRC f.txt 0 5").words()).isEqualTo(crc("line1"));
              assertThat(wire.expect(250, "XCRC \"f.txt\" 6 11").words()).isEqualTo(crc("line2"));
              assertThat(wire.expect(250, "XCRC f.txt 6").words()).isEqualTo(crc("line2\n"));
              assertThat(wire.expect(250, "XCRC empty").words()).isEqualTo("00000000");
            }),
        session(
            "Q-005.1",
            "XMD5, XSHA, XSHA1, XSHA256 and XSHA512 are as XCRC is",
            wire -> {
              var algorithms =
                  Map.of(
                      "XMD5", "MD5", "XSHA", "SHA-1", "XSHA1", "SHA-1", "XSHA256", "SHA-256",
                      "XSHA512", "SHA-512");
              for (var each : algorithms.entrySet()) {
                assertThat(wire.expect(250, each.getKey() + " \"f.txt\"").words())
                    .isEqualTo(digest(each.getValue(), Fixture.TEXT).toUpperCase(Locale.ROOT));
                assertThat(wire.expect(250, each.getKey() + " f.txt 0 5").words())
                    .isEqualTo(digest(each.getValue(), "line1").toUpperCase(Locale.ROOT));
              }
            }),
        session(
            "Q-005.2",
            "a range that the file has not is 501",
            wire -> {
              for (String range : List.of("0 13", "7 6", "13", "13 14")) {
                wire.expect(501, "XCRC \"f.txt\" " + range);
              }
            }),
        session(
            "Q-005.3",
            "quotes within a quoted name are doubled",
            wire -> {
              wire.upload("STOR a\"b", "quote");
              assertThat(wire.expect(250, "XCRC \"a\"\"b\"").words()).isEqualTo(crc("quote"));
            }),
        session(
            "Q-007",
            "MD5 tells path and checksum with 251",
            wire ->
                assertThat(wire.expect(251, "MD5 f.txt").words())
                    .isEqualTo("f.txt " + digest("MD5", Fixture.TEXT).toUpperCase(Locale.ROOT))),
        stage(
            "Q-008",
            "a checksum of more than the limit is 504 at once",
            stage -> {
              stage.odd().withHuge(stage.prefix() + "huge", 5L << 40);
              Wire wire = stage.with(Profile.ODD_KEYS);
              for (String verb : List.of("HASH", "MD5", "XCRC", "XSHA256")) {
                wire.expect(504, verb + " huge");
              }
              wire.inStep();
            }),
        session(
            "Q-009",
            "AVBL is not known, and not in FEAT",
            wire -> {
              wire.expect(500, "AVBL");
              assertThat(wire.expect(211, "FEAT").text()).doesNotContain("AVBL");
            }),
        open(
            "Q-009.1",
            "AVBL tells the bytes that may still be stored",
            "not built yet, for a bucket has no end, and there are no quotas"),
        session(
            "Q-012",
            "MODE Z is 504 and not in FEAT, and MODE S stays",
            wire -> {
              wire.expect(504, "MODE Z");
              assertThat(wire.expect(211, "FEAT").text()).doesNotContain("MODE Z");
              assertThat(wire.download("RETR empty").bytes()).isEmpty();
            }),
        open("Q-012.1", "MODE Z compresses listings and files", "not built yet, and not in FEAT"),
        session(
            "Q-015",
            "SITE UMASK and SITE IDLE are asked and set",
            wire -> {
              for (String command :
                  List.of("UMASK", "UMASK 022", "IDLE", "IDLE 600", "IDLE 7200")) {
                wire.expect(200, "SITE " + command);
              }
              wire.expect(501, "SITE UMASK 9");
              wire.expect(501, "SITE IDLE never");
            }),
        session(
            "Q-019",
            "LPRT and LPSV are 502",
            wire -> {
              wire.expect(502, "LPRT 6,16,32,1,13,184,0,0,0,0,0,0,0,0,0,0,0,1,2,200,10");
              wire.expect(502, "LPSV");
            }),
        session(
            "Q-020",
            "PRET and other commands of extensions that are not there are 500",
            wire -> {
              for (String command :
                  List.of("PRET RETR f", "CPSV", "SSCN ON", "COMB a b", "THMB x")) {
                wire.expect(500, command);
              }
            }),
        open("Q-020.1", "COMB puts files together", "not built yet, and not in FEAT"));
  }

  private static String digest(String algorithm, String text) throws NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  private static String crc(String text) {
    var crc = new CRC32();
    crc.update(text.getBytes(UTF_8));
    return "%08X".formatted(crc.getValue());
  }
}
