package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.DataConnection;
import dev.longshore.it.Wire;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Names of clients that do not know UTF-8 (RFC 2640 leaves them to the server). */
final class CharsetCases {
  private static final Charset OLDER = Charset.forName("windows-1252");

  private CharsetCases() {}

  static List<Case> cases() {
    return List.of(
        stage(
            "N-005.1",
            "a user with a charset is understood and answered in it, and others see the name",
            stage -> {
              Wire old = stage.as(Account.LATIN);
              try (DataConnection data = old.passive()) {
                say(old, "STOR gr\u00f6\u00dfe \u20ac");
                old.expect(150);
                data.write("y");
              }
              old.expect(226);
              assertThat(stage.stored("gr\u00f6\u00dfe \u20ac")).isEqualTo("y");
              assertThat(names(old, OLDER)).contains("gr\u00f6\u00dfe \u20ac\r\n");
              assertThat(stage.wire().listing("NLST")).contains("gr\u00f6\u00dfe \u20ac\r\n");
            }),
        stage(
            "N-005.2",
            "once such a client knows UTF-8, or says so, it is answered in that",
            stage -> {
              stage.wire().expect(257, "MKD \u00fc");
              Wire old = stage.as(Account.LATIN);
              assertThat(names(old, OLDER)).contains("\u00fc\r\n");
              old.expect(200, "OPTS UTF8 ON");
              assertThat(names(old, StandardCharsets.UTF_8)).contains("\u00fc\r\n");
              Wire other = stage.as(Account.LATIN);
              other.expect(250, "CWD \u00fc");
              other.expect(250, "CDUP");
              assertThat(names(other, StandardCharsets.UTF_8)).contains("\u00fc\r\n");
            }),
        stage(
            "N-005.3",
            "a name that the charset can not say goes as UTF-8, and can be asked for",
            stage -> {
              stage.wire().upload("STOR \u4e2d", "x");
              Wire old = stage.as(Account.LATIN);
              assertThat(names(old, StandardCharsets.UTF_8)).contains("\u4e2d\r\n");
              assertThat(old.download("RETR \u4e2d").text()).isEqualTo("x");
            }),
        stage(
            "N-005.4",
            "the charset of a port is for names of users and passwords too",
            stage -> {
              Wire wire = stage.stranger(Profile.OBLIGING);
              say(wire, "USER j\u00fcrgen");
              wire.expect(331);
              wire.expect(230, "PASS " + Account.UMLAUT.password());
            }));
  }

  private static void say(Wire wire, String line) throws IOException {
    wire.raw((line + "\r\n").getBytes(OLDER));
  }

  private static String names(Wire wire, Charset charset) throws IOException {
    return new String(wire.download("NLST").bytes(), charset);
  }
}
