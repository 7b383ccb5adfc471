package dev.longshore.ftp.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.Await;
import dev.longshore.ftp.quarkus.RelayConfig.RelayMode;
import dev.longshore.ftp.quarkus.health.BackgroundWork;
import dev.longshore.ftp.relay.Keyring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelaySecretsTest {
  @TempDir Path folder;
  private final BackgroundWork background = new BackgroundWork();
  private Path file;
  private RelaySecrets secrets;

  @BeforeEach
  void start() {
    file = folder.resolve("secrets");
    secrets = secrets(Optional.of(file));
  }

  @AfterEach
  void stop() {
    background.close();
  }

  @Test
  void aSecretThatIsReplacedIsUsedFromThenOn() throws IOException {
    Files.writeString(file, "the first secret of all\n");
    assertThat(secrets.load()).isEmpty();
    secrets.follow(background);
    Keyring before = secrets.get();

    Files.writeString(file, "the second secret of all\nthe first secret of all\n");
    Await.await(() -> secrets.get() != before);
  }

  @Test
  void aFileThatBecameUnusableChangesNothingAndOneThatComesBackIsRead() throws IOException {
    Files.writeString(file, "the first secret of all\n");
    assertThat(secrets.load()).isEmpty();
    secrets.follow(background);
    Keyring before = secrets.get();

    Files.writeString(file, "short\n");
    Await.await(() -> secrets.unusable().isPresent());
    assertThat(secrets.get()).isSameAs(before);
    Files.delete(file);
    Files.writeString(file, "the second secret of all\n");
    Await.await(() -> secrets.get() != before);
    assertThat(secrets.unusable()).isEmpty();
  }

  @Test
  void theMarkThatSomeEditorsBeginAFileWithIsNoPartOfASecret() throws IOException {
    Files.writeString(file, "\uFEFFthe first secret of all\r\n");
    assertThat(secrets.load()).isEmpty();
    Keyring same = Keyring.of(List.of("the first secret of all"), "test");
    assertThat(secrets.get().has(same.first())).isTrue();
  }

  @Test
  void whatIsWrongWithTheFileIsToldAtTheStart() throws IOException {
    assertThat(secrets.load()).hasValueSatisfying(p -> assertThat(p).contains("no such file"));
    Files.writeString(file, "short\n");
    assertThat(secrets.load()).hasValueSatisfying(p -> assertThat(p).doesNotContain("short\n"));
    Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0});
    assertThat(secrets.load()).hasValueSatisfying(p -> assertThat(p).endsWith("is not UTF-8"));
    assertThat(secrets(Optional.empty()).load())
        .hasValue("is not set, and longshore.relay.mode is on");
  }

  private static RelaySecrets secrets(Optional<Path> file) {
    return new RelaySecrets(
        new RelayConfig() {
          @Override
          public RelayMode mode() {
            return RelayMode.ON;
          }

          @Override
          public int port() {
            return 2190;
          }

          @Override
          public Optional<Path> secrets() {
            return file;
          }

          @Override
          public Duration reloadPeriod() {
            return Duration.ofMillis(20);
          }
        },
        "test");
  }
}
