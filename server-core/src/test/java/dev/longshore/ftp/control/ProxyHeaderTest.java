package dev.longshore.ftp.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header by itself, as haproxy.org's proxy-protocol.txt has it. */
final class ProxyHeaderTest {
  private static final byte[] IPV4 = {
    (byte) 198, 51, 100, 7, (byte) 203, 0, 113, 9, (byte) 0x9c, 0x40, 0, 21
  };

  private static final ProxyHeader FOUR =
      new ProxyHeader(end("198.51.100.7", 40_000), end("203.0.113.9", 21));

  @ParameterizedTest
  @EnumSource
  void bothVersionsNameAddressesOfBothFamilies(ProxyHeaders version) throws IOException {
    for (ProxyHeader header :
        new ProxyHeader[] {
          FOUR, new ProxyHeader(end("2001:db8::7", 65_535), end("2001:db8:1::9", 0))
        }) {
      assertThat(read(version.between(header.client(), header.dialled()))).contains(header);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatFollowsIsNotRead(ProxyHeaders version) throws IOException {
    byte[] header = version.between(FOUR.client(), FOUR.dialled());
    InputStream in = new ByteArrayInputStream(ProxyHeaders.joined(header, ascii("USER u\r\n")));

    assertThat(ProxyHeader.read(in)).contains(FOUR);
    assertThat(in.readAllBytes()).isEqualTo(ascii("USER u\r\n"));
  }

  @ParameterizedTest
  @EnumSource
  void whatComesByteForByteIsReadAsWell(ProxyHeaders version) throws IOException {
    byte[] header = version.between(FOUR.client(), FOUR.dialled());
    InputStream drip =
        new ByteArrayInputStream(header) {
          @Override
          public int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(length, 1));
          }
        };

    assertThat(ProxyHeader.read(drip)).contains(FOUR);
  }

  @ParameterizedTest
  @EnumSource
  void whereverItIsCutOffItIsNone(ProxyHeaders version) {
    byte[] header = version.between(FOUR.client(), FOUR.dialled());
    for (int length = 0; length < header.length; length++) {
      byte[] cut = Arrays.copyOf(header, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(EOFException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROXY UNKNOWN",
        "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535",
        "PROXY UNKNOWN whatever"
      })
  void unknownNamesNobody(String line) throws IOException {
    assertThat(read(ascii(line + "\r\n"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROXY",
        "PROXY ",
        "PROXY UNKNOWNS",
        "PROXY TCP5 1.2.3.4 1.2.3.4 1 2",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1 2 ",
        "PROXY TCP4  1.2.3.4 1.2.3.4 1 2",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1 65536",
        "PROXY TCP4 1.2.3.4 1.2.3.4 01 2",
        "PROXY TCP4 1.2.3.4 1.2.3.4 -1 2",
        "PROXY TCP4 1.2.3 1.2.3.4 1 2",
        "PROXY TCP4 1.2.3.256 1.2.3.4 1 2",
        "PROXY TCP4 ::1 ::1 1 2",
        "PROXY TCP4 localhost 1.2.3.4 1 2",
        "PROXY TCP6 1.2.3.4 1.2.3.4 1 2",
        "PROXY TCP6 ::1%lo ::1 1 2",
        "PROXY TCP6 :::: ::1 1 2",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1 2\nUSER u",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1 2\rUSER u",
        "proxy TCP4 1.2.3.4 1.2.3.4 1 2",
        "USER u",
        "\u0016\u0003\u0001",
        "PASS p",
        "\rnot the signature at all"
      })
  void aLineThatIsNotAsTheSpecificationSaysIsRefused(String line) {
    assertMalformed(ascii(line + "\r\n"));
  }

  @Test
  void aLineOf107BytesIsTheLongest() throws IOException {
    String longest = "PROXY UNKNOWN " + "x".repeat(107 - 16);

    assertThat(read(ascii(longest + "\r\n"))).isEmpty();
    assertMalformed(ascii(longest + "x\r\n"));
    assertMalformed(ascii(longest + "x".repeat(10_000)));
  }

  @Test
  void whatIsNoHeaderIsRefusedAtItsFirstByte() {
    assertMalformed(ascii("U"));
    assertMalformed(ascii("PA"));
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "508"})
  void whatFollowsTheAddressesIsSkipped(int length) throws IOException {
    byte[] block = ProxyHeaders.joined(IPV4, new byte[length]);

    assertThat(read(ProxyHeaders.block(0x21, 0x11, block))).contains(FOUR);
  }

  @Test
  void aHeaderOf536BytesIsTheLongest() {
    assertMalformed(ProxyHeaders.block(0x21, 0x11, new byte[521]));
    assertMalformed(ProxyHeaders.block(0x20, 0, new byte[0xffff]));
  }

  @ParameterizedTest
  @CsvSource({"0x00", "0x11", "0x31", "0xff"})
  void localNamesNobodyWhateverItsFamily(String family) throws IOException {
    int code = Integer.decode(family);

    assertThat(read(ProxyHeaders.block(0x20, code, new byte[0]))).isEmpty();
    assertThat(read(ProxyHeaders.block(0x20, code, IPV4))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0x00, 0", "0x12, 12", "0x22, 36", "0x31, 216", "0x32, 216"})
  void whatDidNotComeOverTcpNamesNobody(String family, int length) throws IOException {
    assertThat(read(ProxyHeaders.block(0x21, Integer.decode(family), new byte[length]))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0x21, 0x10, 12",
    "0x21, 0x41, 12",
    "0x21, 0x13, 12",
    "0x21, 0x11, 11",
    "0x21, 0x21, 35",
    "0x22, 0x11, 12",
    "0x11, 0x11, 12",
    "0x31, 0x11, 12",
    "0x01, 0x11, 12"
  })
  void aBlockThatIsNotAsTheSpecificationSaysIsRefused(String command, String family, int length) {
    assertMalformed(
        ProxyHeaders.block(Integer.decode(command), Integer.decode(family), new byte[length]));
  }

  @Test
  void anIpv4AddressInIpv6sClothesIsThatOfIpv4() throws IOException {
    ProxyHeader header =
        read(ascii("PROXY TCP6 ::ffff:198.51.100.7 ::ffff:203.0.113.9 40000 21\r\n")).orElseThrow();

    assertThat(header).isEqualTo(FOUR);
  }

  private static void assertMalformed(byte[] bytes) {
    assertThatThrownBy(() -> read(bytes)).isInstanceOf(ProxyHeader.Malformed.class);
  }

  private static Optional<ProxyHeader> read(byte[] bytes) throws IOException {
    return ProxyHeader.read(new ByteArrayInputStream(bytes));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static InetSocketAddress end(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }
}
