package dev.longshore.ftp.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which charset a session's text goes. */
class TextCodingTest {
  private final TextCoding coding = new TextCoding(Optional.empty());

  @Test
  void withoutAnOlderCharsetALineMustBeUtf8() throws CharacterCodingException {
    assertThat(coding.decode(ByteBuffer.wrap("größe".getBytes(UTF_8)))).isEqualTo("größe");
    assertThatThrownBy(() -> coding.decode(ByteBuffer.wrap("größe".getBytes(ISO_8859_1))))
        .isInstanceOf(CharacterCodingException.class);
    assertThat(coding.encode("größe")).isEqualTo("größe".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "windows-1251", "GBK", "Shift_JIS", "windows-1252"})
  void aLineThatIsNotUtf8IsReadInTheOlderCharsetAndAnsweredInIt(String name)
      throws CharacterCodingException {
    Charset charset = Charset.forName(name);
    String text = text(name);
    coding.fallBackTo(Optional.of(charset));
    assertThat(coding.decode(ByteBuffer.wrap(text.getBytes(charset)))).isEqualTo(text);
    assertThat(coding.encode(text)).isEqualTo(text.getBytes(charset));
  }

  private static String text(String charset) {
    return switch (charset) {
      case "windows-1251" -> "отчёт.txt";
      case "GBK" -> "报告.txt";
      case "Shift_JIS" -> "報告.txt";
      default -> "größe.txt";
    };
  }

  @Test
  void aClientThatKnowsUtf8IsAnsweredInIt() throws CharacterCodingException {
    coding.fallBackTo(Optional.of(ISO_8859_1));
    assertThat(coding.decode(ByteBuffer.wrap("PWD".getBytes(UTF_8)))).isEqualTo("PWD");
    assertThat(coding.encode("ö")).hasSize(1);
    assertThat(coding.decode(ByteBuffer.wrap("ü".getBytes(UTF_8)))).isEqualTo("ü");
    assertThat(coding.encode("ö")).hasSize(2);
    coding.reset();
    assertThat(coding.encode("ö")).hasSize(1);
    coding.useUnicode();
    assertThat(coding.encode("ö")).hasSize(2);
  }

  @Test
  void aNameThatTheOlderCharsetCanNotSayStaysWithinReach() {
    coding.fallBackTo(Optional.of(ISO_8859_1));
    assertThat(coding.encode("報告")).isEqualTo("報告".getBytes(UTF_8));
  }

  @Test
  void anOlderCharsetHoldsAscii() {
    assertThat(TextCoding.find("ISO-8859-1")).hasValue(ISO_8859_1);
    assertThat(TextCoding.find("UTF-16")).isEmpty();
    assertThat(TextCoding.find("IBM1047")).isEmpty();
    assertThat(TextCoding.find("no charset")).isEmpty();
    assertThat(TextCoding.find("ISO-2022-JP")).isEmpty();
    assertThat(TextCoding.find("ISO-2022-KR")).isEmpty();
  }
}
