package dev.longshore.ftp.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines, Telnet and parsing on the control connection. */
@Timeout(60)
class ControlTest {
  private TestServer server;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start();
    client = server.login();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void theGreetingComesBeforeAnyInput() {
    assertThat(client.greeting.code()).isEqualTo(220);
  }

  @ParameterizedTest
  @ValueSource(strings = {"noop", "NoOp", "NOOP ", " NOOP", "NOOP junk"})
  void aVerbIsKnownInAnyCaseWithBlanksAndJunkAround(String line) throws IOException {
    assertThat(client.expect(line, 200).text()).contains("NOOP");
  }

  @Test
  void commandsInOneSegmentAreAnsweredInOrder() throws IOException {
    client.raw("NOOP\r\nPWD\r\nTYPE I\r\n".getBytes(UTF_8));
    client.expect(200);
    client.expect(257);
    client.expect(200);
  }

  @Test
  void aCommandMayComeByteForByte() throws IOException {
    for (byte b : "NOOP\r\n".getBytes(UTF_8)) {
      client.raw(new byte[] {b});
    }
    client.expect(200);
  }

  @Test
  void emptyLinesAreNotAnswered() throws IOException {
    client.raw("\r\n\n\r\nNOOP\r\n".getBytes(UTF_8));
    assertThat(client.expect(200).text()).contains("NOOP");
    client.expect("PWD", 257);
  }

  @Test
  void anUnknownVerbIs500() throws IOException {
    client.expect("FOOO bar", 500);
    client.expect("SITE FOOO", 500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "USER",
        "CWD",
        "RETR",
        "STOR",
        "DELE",
        "MKD",
        "RMD",
        "RNFR",
        "TYPE",
        "PORT",
        "SIZE",
        "MDTM",
        "REST",
        "STRU",
        "MODE",
        "ALLO",
        "EPRT",
        "APPE",
        "MFMT",
        "SITE CHMOD"
      })
  void aMissingArgumentIs501(String verb) throws IOException {
    if (verb.matches("RETR|STOR|APPE")) {
      client.epsv().close();
    }
    client.expect(verb, 501);
  }

  @Test
  void aLineThatIsTooLongIsRefusedWholeAndItsTailIsNoCommand() throws IOException {
    client.raw(("NOOP " + "x".repeat(20_000) + "\r\n").getBytes(UTF_8));
    client.expect(500);
    client.expect("PWD", 257);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00ff\u00f4\u00ff\u00f2NOOP\r\n",
        "\u00f4\u00f2NOOP\r\n",
        "\u00f2NOOP\r\n",
        "\u00ffNOOP\r\n",
        "\u00ff\u00f1NOOP\r\n",
        "\u00ff\u00f6NOOP\r\n",
        "\u00ff\u00fc\u0001NOOP\r\n",
        "\u00ff\u00fe\u0001NOOP\r\n",
        "\u00ff\u00fa\u0001PWD\r\nPWD\u00ff\u00f0NOOP\r\n"
      })
  void telnetCommandsAroundAVerbAreTakenOut(String bytes) throws IOException {
    client.raw(bytes.getBytes(ISO_8859_1));
    assertThat(client.expect(200).text()).contains("NOOP");
    client.expect("PWD", 257);
  }

  @Test
  void telnetOptionsAreRefused() throws IOException {
    client.raw("\u00ff\u00fb\u0001\u00ff\u00fd\u0006NOOP\r\n".getBytes(ISO_8859_1));
    assertThat(client.socket.getInputStream().readNBytes(6))
        .isEqualTo("\u00ff\u00fe\u0001\u00ff\u00fc\u0006".getBytes(ISO_8859_1));
    client.expect(200);
  }

  @Test
  void theLineEndOfAnAborMayBeUrgentData() throws IOException {
    client.socket.getOutputStream().write("ABOR\r".getBytes(UTF_8));
    client.socket.getOutputStream().flush();
    client.socket.sendUrgentData('\n');
    client.expect(225);
    client.expect("NOOP", 200);
  }

  @Test
  void theDataMarkOfAnAborMayBeUrgentData() throws IOException {
    client.socket.getOutputStream().write(new byte[] {(byte) 0xff, (byte) 0xf4, (byte) 0xff});
    client.socket.sendUrgentData(0xf2);
    client.raw("ABOR\r\n".getBytes(UTF_8));
    client.expect(225);
    client.expect("NOOP", 200);
  }

  @Test
  void aNameThatIsNotUtf8IsRefused() throws IOException {
    client.raw("CWD bad\u00e9.txt\r\n".getBytes(ISO_8859_1));
    client.expect(501);
  }

  @Test
  void aReturnInsideANameIsRefusedAndForgesNoReply() throws IOException {
    client.raw("MKD a\r\0226 done\r\n".getBytes(UTF_8));
    client.expect(553);
    client.expect("NOOP", 200);
  }

  @Test
  void aBrowserIsSentAway() throws IOException {
    try (RawClient browser = server.connect()) {
      browser.raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
      browser.expect(421);
      assertThat(browser.closed()).isTrue();
    }
  }

  @Test
  void thousandsOfPipelinedCommandsAreAllAnswered() throws Exception {
    int count = 10_000;
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    client.raw("NOOP\r\n".repeat(count).getBytes(UTF_8));
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
    for (int i = 0; i < count; i++) {
      client.expect(200);
    }
    writer.join();
  }

  @Test
  void theSystemTypeIsWhatBsdClientsLookFor() throws IOException {
    assertThat(client.command("SYST").lines()).containsExactly("215 UNIX Type: L8");
  }

  @Test
  void featuresAreListedOneALineBehindOneBlank() throws IOException {
    var lines = client.expect("FEAT", 211).lines();
    assertThat(lines).contains(" EPSV", " UTF8", " SIZE", " MDTM", " REST STREAM", " TVFS");
    assertThat(lines).contains(" MLST type*;size*;modify*;perm*;UNIX.mode*;");
    assertThat(lines.getLast()).isEqualTo("211 End");
    assertThat(lines.subList(1, lines.size() - 1)).allMatch(l -> l.matches(" \\S.*"));
  }

  @Test
  void helpKnowsEveryCommandAndItsSubcommands() throws IOException {
    assertThat(client.expect("HELP", 214).lines()).contains(" RETR <path>", " NOOP");
    assertThat(client.expect("HELP site", 214).lines()).contains(" SITE CHMOD <mode> <path>");
    client.expect("HELP FOOO", 502);
  }

  @Test
  void optionsAreAnsweredAsClientsWant() throws IOException {
    client.expect("OPTS UTF8 ON", 200);
    client.expect("opts utf8 on", 200);
    client.expect("OPTS UTF-8 ON", 200);
    client.expect("OPTS UTF8 OFF", 504);
    assertThat(client.expect("OPTS MLST type;size;", 200).text()).isEqualTo("MLST OPTS type;size;");
    assertThat(client.expect("OPTS MLST Type;Modify", 200).text())
        .isEqualTo("MLST OPTS type;modify;");
    assertThat(client.command("FEAT").lines()).contains(" MLST type*;size;modify*;perm;UNIX.mode;");
    client.expect("OPTS MLST type size;", 501);
    assertThat(client.expect("OPTS MLST", 200).text()).isEqualTo("MLST OPTS");
    client.expect("OPTS FOO", 501);
  }

  @Test
  void aHalfClosedClientStillGetsItsAnswer() throws IOException {
    client.send("QUIT");
    client.socket.shutdownOutput();
    client.expect(221);
    assertThat(client.closed()).isTrue();
  }
}
