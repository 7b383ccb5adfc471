package dev.longshore.s3.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.storage.Checksum;
import dev.longshore.ftp.storage.Checksum.Algorithm;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.user.HomeMapping;
import dev.longshore.ftp.user.Permission;
import dev.longshore.ftp.user.User;
import dev.longshore.s3.EmbeddedS3;
import dev.longshore.s3.S3Storages;
import dev.longshore.s3.S3WithFaults;
import dev.longshore.s3.S3WithFaults.Fault;
import dev.longshore.s3.TestSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** Checksums that a store keeps, as far as they are of the whole file. */
class ObjectChecksumTest {
  @RegisterExtension static final EmbeddedS3 S3 = new EmbeddedS3();

  private final String bucket = S3.newBucket();
  private S3WithFaults store;
  private S3Storages storages;
  private Storage storage;

  @BeforeEach
  void start() throws IOException {
    store = new S3WithFaults(S3.endpoint());
    use("minio");
    S3.client().putObject(r -> r.bucket(bucket).key("f"), RequestBody.fromString("text"));
  }

  private void use(String profile) {
    URI endpoint = store.endpoint();
    storages =
        new S3Storages(
            TestSettings.of(endpoint, ProviderProfile.named(profile).orElseThrow()),
            S3CallListener.NONE);
    storage =
        storages.forUser(
            new User(
                "u",
                EnumSet.allOf(Permission.class),
                List.of(new HomeMapping("/", "/" + bucket)),
                OptionalInt.empty()));
  }

  @AfterEach
  void close() throws IOException {
    storages.close();
    store.close();
  }

  @ParameterizedTest
  @CsvSource({"MD5, md5", "SHA_1, sha1", "SHA_256, sha256", "SHA_512, sha512"})
  void oneOfTheWholeObjectIsToldWithoutReadingIt(Algorithm algorithm, String header)
      throws Exception {
    byte[] digest =
        MessageDigest.getInstance(algorithm.name().replace('_', '-'))
            .digest("text".getBytes(StandardCharsets.UTF_8));
    heads("x-amz-checksum-" + header + ": " + base64(digest), "x-amz-checksum-type: FULL_OBJECT");

    assertThat(storage.checksum(FtpPath.of("/f"), algorithm))
        .contains(new Checksum(algorithm, HexFormat.of().formatHex(digest)));
    assertThat(store.count("^GET .*/f")).isZero();
    assertThat(store.values("HEAD ", "x-amz-checksum-mode")).containsExactly("ENABLED");
  }

  @Test
  void aCrcIsToldToo() throws Exception {
    heads("x-amz-checksum-crc32: AAECAw==", "x-amz-checksum-type: FULL_OBJECT");

    assertThat(storage.checksum(FtpPath.of("/f"), Algorithm.CRC32))
        .contains(new Checksum(Algorithm.CRC32, "00010203"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-amz-checksum-crc32: AAECAw==-2|x-amz-checksum-type: COMPOSITE",
        "x-amz-checksum-crc32: AAECAw==|x-amz-checksum-type: COMPOSITE",
        "x-amz-checksum-crc32: AAECAw==-2|x-amz-checksum-type: FULL_OBJECT",
        "x-amz-checksum-crc32: AAEC|x-amz-checksum-type: FULL_OBJECT",
        "x-amz-checksum-crc32: AAECAw==",
        "x-amz-checksum-crc32c: AAECAw==|x-amz-checksum-type: FULL_OBJECT",
        "x-amz-checksum-type: FULL_OBJECT",
        "x-nothing: known"
      })
  void whatIsNotOneOfTheWholeObjectIsNotTold(String headers) throws Exception {
    heads(headers.split("\\|", -1));

    assertThat(storage.checksum(FtpPath.of("/f"), Algorithm.CRC32)).isEmpty();
  }

  @Test
  void aFileThatIsNotThereHasNone() throws Exception {
    storage.makeDirectory(FtpPath.of("/d"));

    assertThatThrownBy(() -> storage.checksum(FtpPath.of("/nope"), Algorithm.SHA_256))
        .hasFieldOrPropertyWithValue("kind", Kind.NOT_FOUND);
    assertThatThrownBy(() -> storage.checksum(FtpPath.of("/d"), Algorithm.SHA_256))
        .hasFieldOrPropertyWithValue("kind", Kind.IS_A_DIRECTORY);
  }

  @Test
  void aStoreThatKeepsNoneIsNotAsked() throws Exception {
    storages.close();
    use("other");
    heads("x-amz-checksum-crc32: AAECAw==", "x-amz-checksum-type: FULL_OBJECT");

    assertThat(storage.checksum(FtpPath.of("/f"), Algorithm.CRC32)).isEmpty();
    assertThat(store.values("HEAD ", "x-amz-checksum-mode")).isEmpty();
  }

  private void heads(String... lines) {
    store.on("HEAD ", 10, new Fault.WithHeaders(List.of(lines)));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
