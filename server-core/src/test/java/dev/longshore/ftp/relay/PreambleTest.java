package dev.longshore.ftp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.longshore.ftp.relay.Preamble.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PreambleTest {
  private static final String SECRET = "a secret that is long enough";
  private static final String OTHER = "another one, as long as that";

  private final Keyring keys = Keyring.of(List.of(SECRET), "ftp/longshore");

  @Test
  void whoHasTheSecretIsKnownByItsFirstBytes() throws IOException {
    Preamble sent = Preamble.create(Kind.HOP, keys.first());

    assertThat(read(bytes(sent), keys))
        .hasValueSatisfying(
            read -> {
              assertThat(read.version()).isEqualTo(WireVersion.OWN);
              assertThat(read.kind()).isEqualTo(Kind.HOP);
              assertThat(read.nonce()).isEqualTo(sent.nonce());
            });
  }

  @Test
  void anotherInstallationWithTheSameSecretIsAStranger() throws IOException {
    Keyring elsewhere = Keyring.of(List.of(SECRET), "test/longshore");

    assertThat(read(bytes(Preamble.create(Kind.LINK, elsewhere.first())), keys)).isEmpty();
    assertThat(elsewhere.first().linkSeed()).isNotEqualTo(keys.first().linkSeed());
  }

  @Test
  void everyChangedByteMakesItAStrangers() throws IOException {
    byte[] good = bytes(Preamble.create(Kind.HOP, keys.first()));

    for (int i = 0; i < good.length; i++) {
      byte[] changed = good.clone();
      changed[i] ^= 1;
      assertThat(read(changed, keys)).as("byte %d", i).isEmpty();
    }
  }

  @Test
  void whatEndsTooEarlyIsAStrangers() throws IOException {
    assertThat(read(new byte[0], keys)).isEmpty();
    assertThat(read(new byte[Preamble.LENGTH - 1], keys)).isEmpty();
  }

  @Test
  void whileASecretIsReplacedBothAreTaken() throws IOException {
    Keyring both = Keyring.of(List.of("# the old one goes next week", OTHER, "", SECRET), "x");

    assertThat(read(bytes(Preamble.create(Kind.LINK, both.keys().getLast())), both)).isPresent();
    assertThat(both.first()).isSameAs(both.keys().getFirst());
    assertThat(Keyring.of(List.of(OTHER), "x").has(both.keys().getLast())).isFalse();
    assertThat(Keyring.of(List.of(OTHER), "x").has(both.first())).isTrue();
  }

  @Test
  void aFileWithoutAGoodSecretIsRefusedWithoutSayingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Keyring.of(List.of("", "# nothing"), "x"))
        .withMessageContaining("no secret");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Keyring.of(List.of(SECRET, "tooshort"), "x"))
        .withMessageContaining("secret 2")
        .withMessageNotContaining("tooshort");
  }

  private static byte[] bytes(Preamble preamble) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    preamble.write(out);
    return out.toByteArray();
  }

  private static Optional<Preamble> read(byte[] bytes, Keyring keys) throws IOException {
    return Preamble.read(new ByteArrayInputStream(bytes), keys);
  }
}
