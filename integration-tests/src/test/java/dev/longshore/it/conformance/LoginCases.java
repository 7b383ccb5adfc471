package dev.longshore.it.conformance;

import static dev.longshore.it.conformance.Case.open;
import static dev.longshore.it.conformance.Case.session;
import static dev.longshore.it.conformance.Case.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.Reply;
import dev.longshore.it.Wire;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** USER, PASS, ACCT and who may do what before them (RFC 959 section 4.1.1, RFC 2577). */
final class LoginCases {
  private static final List<String> FOR_USERS =
      List.of(
          "CWD d",
          "CDUP",
          "PWD",
          "MKD n",
          "RMD e",
          "DELE f.txt",
          "RNFR f.txt",
          "RNTO n",
          "PASV",
          "EPSV",
          "PORT 127,0,0,1,200,10",
          "EPRT |1|127.0.0.1|51210|",
          "TYPE I",
          "STRU F",
          "MODE S",
          "REST 1",
          "ALLO 1",
          "RETR f.txt",
          "STOR n",
          "STOU",
          "APPE n",
          "LIST",
          "NLST",
          "MLSD",
          "MLST",
          "SIZE f.txt",
          "MDTM f.txt",
          "MFMT 20200101000000 f.txt",
          "STAT",
          "STAT f.txt",
          "ABOR",
          "SITE CHMOD 644 f.txt");

  /** What may be said before the login. */
  private static final Set<String> FOR_ALL =
      Set.of(
          "USER",
          "PASS",
          "ACCT",
          "REIN",
          "QUIT",
          "SYST",
          "HELP",
          "NOOP",
          "FEAT",
          "OPTS",
          "LANG",
          "HOST",
          "AUTH",
          "ADAT",
          "MIC",
          "CONF",
          "ENC",
          "PBSZ",
          "PROT",
          "CCC",
          "CLNT",
          "CSID",
          "SITE HELP",
          "SITE",
          "OPTS UTF8",
          "OPTS MLST",
          "OPTS HASH");

  private LoginCases() {}

  static List<Case> cases() {
    return Stream.of(passwords(), order(), hosts()).flatMap(List::stream).toList();
  }

  private static List<Case> passwords() {
    return List.of(
        stage(
            "B-001",
            "name and password log in: 331 and 230",
            stage -> {
              Wire wire = stage.stranger();
              wire.expect(331, "USER demo");
              wire.expect(230, "PASS demo");
              wire.expect(257, "PWD");
            }),
        stage(
            "B-002",
            "a name that nobody has gets the replies of one that somebody has",
            stage -> {
              Wire known = stage.stranger();
              Wire unknown = stage.stranger();
              assertThat(unknown.expect(331, "USER nosuch"))
                  .isEqualTo(known.expect(331, "USER demo"));
              assertThat(unknown.expect(530, "PASS x")).isEqualTo(known.expect(530, "PASS x"));
            }),
        stage(
            "B-004",
            "the third wrong password is 421, and the connection ends",
            stage -> {
              Wire wire = stage.stranger();
              for (int i = 0; i < 2; i++) {
                wire.expect(331, "USER demo");
                wire.expect(530, "PASS wrong");
              }
              wire.expect(331, "USER demo");
              wire.expect(421, "PASS wrong");
              wire.expectEnd();
            }),
        stage(
            "B-006",
            "PASS without an argument is an empty password",
            stage -> {
              for (String empty : List.of("PASS", "PASS ")) {
                Wire wire = stage.stranger();
                wire.expect(331, "USER demo");
                wire.expect(530, empty);
                wire.expect(331, "USER " + Account.NONE.user());
                wire.expect(230, empty);
              }
            }),
        stage(
            "B-007",
            "a password is taken byte by byte",
            stage -> {
              for (Account account : Account.values()) {
                Wire wire = stage.stranger();
                (account.needsTls() ? wire.startTls(stage.tls()) : wire)
                    .login(account.user(), account.password());
              }
              Wire wire = stage.stranger();
              wire.expect(331, "USER " + Account.AT.user());
              wire.expect(530, "PASS " + Account.AT.password().strip());
              wire.expect(331, "USER " + Account.UMLAUT.user());
              wire.expect(530, "PASS " + Account.UMLAUT.password().substring(0, 72));
            }),
        stage(
            "B-008",
            "a name is taken byte by byte",
            stage -> {
              stage.stranger().login(Account.AT.user(), Account.AT.password());
              Wire wire = stage.stranger();
              for (String near : List.of("user", "USER@EXAMPLE.COM", " user@example.com")) {
                wire.expect(331, "USER " + near);
                Reply reply = wire.command("PASS " + Account.AT.password());
                assertThat(reply.code()).as(near).isIn(530, 421);
              }
            }));
  }

  private static List<Case> order() {
    return List.of(
        stage(
            "B-009",
            "USER in a session logs the old user out and keeps TYPE",
            stage -> {
              Wire wire = stage.wire();
              wire.expect(200, "TYPE I");
              wire.expect(331, "USER " + Account.OTHER.user());
              wire.expect(530, "PWD");
              wire.expect(331, "USER " + Account.OTHER.user());
              wire.expect(230, "PASS " + Account.OTHER.password());
              assertThat(wire.expect(257, "PWD").text()).contains("\"/\"");
              assertThat(wire.listing("RETR " + stage.directory() + "/f.txt"))
                  .isEqualTo(Fixture.TEXT);
            }),
        session(
            "B-009.1",
            "what REST and RNFR said ends with USER",
            wire -> {
              for (String said : List.of("REST 6", "RNFR f.txt")) {
                wire.expect(350, said);
                wire.login(Account.OTHER.user(), Account.OTHER.password());
                wire.expect(250, "CWD /b-009.1");
                wire.expect(503, "RNTO g.txt");
                wire.expect(200, "TYPE I");
                assertThat(wire.listing("RETR f.txt")).isEqualTo(Fixture.TEXT);
              }
            }),
        session(
            "B-010",
            "PASS of one who is logged in is 230",
            wire -> {
              wire.expect(230, "PASS x");
              wire.expect(257, "PWD");
            }),
        stage(
            "B-010.1",
            "ACCT is never needed: 503 before the login and 202 after it",
            stage -> {
              stage.stranger().expect(503, "ACCT x");
              stage.wire().expect(202, "ACCT x");
            }),
        stage(
            "B-012",
            "what has to do with files is 530 before the login",
            stage -> {
              Wire wire = stage.stranger();
              for (String command : FOR_USERS) {
                wire.expect(530, command);
              }
              wire.expect(331, "USER demo");
              for (String command : FOR_USERS) {
                wire.expect(530, command);
              }
            }),
        stage(
            "B-012.1",
            "before the login all commands of HELP are 530 but those that are for all",
            stage -> {
              Wire wire = stage.stranger();
              for (String usage : wire.expect(214, "HELP").body()) {
                String name = usage.strip().split(" *[<\\[]", 2)[0];
                if (!FOR_ALL.contains(name)) {
                  assertThat(wire.command(name + " x").code()).as(name).isIn(530, 502, 500);
                }
              }
            }),
        stage(
            "B-012.2",
            "PASS before USER is 503",
            stage -> stage.stranger().expect(503, "PASS demo")));
  }

  private static List<Case> hosts() {
    String reason = "HOST is not built";
    return List.of(
        open("B-020", "HOST before USER is 220", reason),
        open("B-022", "HOST after the login is 503", reason),
        open("B-023", "HOST with a port is 501", reason),
        open("B-024", "HOST with an address of somebody else is 504", reason),
        open("B-025", "HOST with an address or name of this server is 220", reason),
        open("B-027", "HOST sets the language back", reason),
        open("B-029", "the address that a PROXY header names is the client's", reason));
  }
}
