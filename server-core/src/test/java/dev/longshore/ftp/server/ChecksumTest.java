package dev.longshore.ftp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.session.ChecksumLimit;
import dev.longshore.ftp.user.Permission;
import java.io.IOException;
import java.net.Socket;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checksums of files: what they are, and what is refused. */
@Timeout(60)
class ChecksumTest {
  private static final byte[] TEXT = "line1\nline2\n".getBytes(UTF_8);
  private static final byte[] LARGE = new byte[1_000_003];

  private TestServer server;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    Arrays.fill(LARGE, (byte) 'x');
    server = TestServer.start();
    server
        .files
        .with("/home/f.txt", TEXT)
        .with("/home/large", LARGE)
        .with("/home/empty", new byte[0])
        .with("/home/sp ace.txt", TEXT)
        .with("/home/q\"x", TEXT)
        .with("/home/f.txt 0 3", LARGE)
        .with("/home/d/x.txt", TEXT);
    client = server.login();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"XMD5, MD5", "XSHA, SHA-1", "XSHA1, SHA-1", "XSHA256, SHA-256", "XSHA512, SHA-512"})
  void aDigestIsBareHexInCapitals(String verb, String algorithm) throws Exception {
    for (String file : List.of("f.txt", "\"f.txt\"", "\"sp ace.txt\"", "sp ace.txt")) {
      assertThat(client.expect(verb + " " + file, 250).text())
          .isEqualTo(digest(algorithm, TEXT).toUpperCase(Locale.ROOT));
    }
    assertThat(client.expect(verb + " large", 250).text())
        .isEqualTo(digest(algorithm, LARGE).toUpperCase(Locale.ROOT));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'XCRC f.txt', 0, 12",
        "'XCRC \"f.txt\"', 0, 12",
        "'XCRC \"f.txt\" 0 5', 0, 5",
        "'XCRC d/x.txt', 0, 12",
        "'XCRC f.txt 0 5', 0, 5",
        "'XCRC f.txt 0', 0, 12",
        "'XCRC f.txt 6', 6, 12",
        "'XCRC f.txt 6 12', 6, 12",
        "'XCRC f.txt 12 12', 12, 12",
        "'XCRC \"f.txt\" 3 7', 3, 7",
        "'XCRC \"sp ace.txt\" 0 5', 0, 5",
        "'XCRC sp ace.txt 0 5', 0, 5",
        "'XCRC \"q\"\"x\" 0 5', 0, 5",
        "'xcrc \"f.txt\" 0 ', 0, 12"
      })
  void aRangeBeginsAtItsStartAndEndsBeforeItsEnd(String command, int start, int end)
      throws IOException {
    assertThat(client.expect(command, 250).text())
        .matches("[0-9A-F]{8}")
        .isEqualTo(crc(Arrays.copyOfRange(TEXT, start, end)));
  }

  @Test
  void aFileThatIsNamedLikeARangeIsMeantFirst() throws IOException {
    assertThat(client.expect("XCRC f.txt 0 3", 250).text()).isEqualTo(crc(LARGE));
    assertThat(client.expect("XCRC \"f.txt\" 0 3", 250).text())
        .isEqualTo(crc(Arrays.copyOf(TEXT, 3)));
  }

  @Test
  void hashSaysTheAlgorithmTheRangeAndTheFile() throws Exception {
    assertThat(client.expect("HASH f.txt", 213).lines())
        .containsExactly("213 SHA-256 0-12 " + digest("SHA-256", TEXT) + " f.txt");
    assertThat(client.expect("HASH sp ace.txt", 213).text()).endsWith(" sp ace.txt");
    assertThat(client.expect("HASH empty", 213).text())
        .isEqualTo("SHA-256 0-0 " + digest("SHA-256", new byte[0]) + " empty");
    client.expect("TYPE A", 200);
    assertThat(client.expect("HASH f.txt", 213).text()).contains(digest("SHA-256", TEXT));
  }

  @Test
  void theAlgorithmOfHashIsChosenForTheSession() throws Exception {
    assertThat(client.expect("OPTS HASH", 200).text()).isEqualTo("SHA-256");
    assertThat(client.expect("opts hash md5", 200).text()).isEqualTo("MD5");
    client.expect("OPTS HASH X", 501);
    assertThat(client.command("FEAT").lines())
        .contains(" HASH CRC32;MD5*;SHA-1;SHA-256;SHA-512", " MD5", " XCRC", " XMD5")
        .contains(" XSHA1", " XSHA256", " XSHA512");
    assertThat(client.expect("HASH f.txt", 213).text())
        .isEqualTo("MD5 0-12 " + digest("MD5", TEXT) + " f.txt");
    for (String name : List.of("CRC32", "SHA-1", "SHA-512")) {
      client.expect("OPTS HASH " + name, 200);
      client.expect("HASH f.txt", 213);
    }
    client.expect("REIN", 220);
    assertThat(client.command("FEAT").lines()).anyMatch(line -> line.contains("SHA-256*"));
    client.expect("OPTS HASH", 530);
    client.expect("HASH f.txt", 530);
  }

  @Test
  void md5NamesTheFileFirst() throws Exception {
    assertThat(client.expect("MD5 f.txt", 251).text())
        .isEqualTo("f.txt " + digest("MD5", TEXT).toUpperCase(Locale.ROOT));
  }

  @ParameterizedTest
  @CsvSource({
    "HASH nope, 550",
    "HASH d, 550",
    "HASH, 501",
    "MD5 nope, 550",
    "MD5 d, 550",
    "XCRC nope, 550",
    "XCRC nope 0 5, 550",
    "XCRC d, 550",
    "XCRC, 501",
    "XCRC f.txt 5 4, 501",
    "XCRC f.txt 0 13, 501",
    "XCRC f.txt 13, 501",
    "XCRC f.txt 0 99999999999999999, 501",
    "MMD5 f.txt, 500",
    "RANG 0 5, 500"
  })
  void whatHasNoChecksumIsRefused(String command, int code) throws IOException {
    client.expect(command, code);
  }

  @Test
  void whoMayNotReadGetsNoChecksum() throws IOException {
    var blind = TestOptions.DEFAULT.with(EnumSet.complementOf(EnumSet.of(Permission.READ)));
    try (TestServer other = TestServer.start(blind);
        RawClient writer = other.login()) {
      other.files.with("/home/f.txt", TEXT);
      writer.expect("XCRC f.txt", 550);
      writer.expect("XCRC f.txt 0 5", 550);
    }
  }

  @Test
  void moreThanIsReadForOneIs504AndAPartOfItIsNot() throws IOException {
    var small = TestOptions.DEFAULT.with(new ChecksumLimit.Settings(10, 1));
    try (TestServer other = TestServer.start(small);
        RawClient asking = other.login()) {
      other.files.with("/home/f.txt", TEXT);
      asking.expect("HASH f.txt", 504);
      asking.expect("XCRC f.txt", 504);
      asking.expect("XCRC f.txt 0 10", 250);
    }
  }

  @Test
  void theDataChannelIsKeptForTheTransferThatFollows() throws IOException {
    try (Socket data = client.epsv()) {
      client.expect("XCRC f.txt", 250);
      client.expect("RETR f.txt", 150);
      assertThat(data.getInputStream().readAllBytes()).isEqualTo(TEXT);
      client.expect(226);
    }
  }

  private static String digest(String algorithm, byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }

  private static String crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return "%08X".formatted(crc.getValue());
  }

  @Test
  void quotesOfAnyNumberAreRead() throws IOException {
    client.expect("XCRC \"" + "a".repeat(4000) + "\"", 550);
    client.expect("XCRC \"" + "\"\"".repeat(2000) + "\"", 550);
    client.expect("XCRC \"", 550);
    client.expect("NOOP", 200);
  }
}
