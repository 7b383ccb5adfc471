package dev.longshore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Home;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.user.HomeMapping;
import dev.longshore.s3.call.ProviderProfile;
import dev.longshore.s3.call.S3Location;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class S3KeysTest {
  private final S3Keys keys =
      keys(
          ProviderProfile.OTHER,
          new HomeMapping("/", "/bucket/users/anna"),
          new HomeMapping("/in", "/inbox"),
          new HomeMapping("/in/big", "/big/deep/er"));

  @Test
  void theLongestEntryDecides() throws Exception {
    assertThat(keys.file(FtpPath.of("/a/b"))).contains(at("bucket", "users/anna/a/b"));
    assertThat(keys.file(FtpPath.of("/in/a"))).contains(at("inbox", "a"));
    assertThat(keys.file(FtpPath.of("/in/big/a"))).contains(at("big", "deep/er/a"));
    assertThat(keys.file(FtpPath.of("/inner"))).contains(at("bucket", "users/anna/inner"));
  }

  @Test
  void aDirectoryEndsWithASlashUnlessItIsTheBucket() throws Exception {
    assertThat(keys.directory(FtpPath.ROOT)).contains(at("bucket", "users/anna/"));
    assertThat(keys.directory(FtpPath.of("/in"))).contains(at("inbox", ""));
    assertThat(keys.directory(FtpPath.of("/in/d"))).contains(at("inbox", "d/"));
  }

  @Test
  void aMappingsOwnDirectoryIsNoFile() throws Exception {
    assertThat(keys.file(FtpPath.ROOT)).isEmpty();
    assertThat(keys.file(FtpPath.of("/in"))).isEmpty();
  }

  @Test
  void whereNoMappingLeadsIsNoKey() throws Exception {
    S3Keys narrow = keys(ProviderProfile.OTHER, new HomeMapping("/in", "/inbox"));

    assertThat(narrow.file(FtpPath.of("/out"))).isEmpty();
    assertThat(narrow.directory(FtpPath.ROOT)).isEmpty();
    assertKind(Kind.ACCESS_DENIED, () -> narrow.requireFile(FtpPath.of("/out")));
  }

  @Test
  void aKeyHasAtMost1024BytesOfUtf8() throws Exception {
    S3Keys root = keys(ProviderProfile.OTHER, new HomeMapping("/", "/b"));

    assertThat(root.file(FtpPath.of("/" + "x".repeat(1024)))).isPresent();
    assertThat(root.file(FtpPath.of("/" + "\uD83D\uDE80".repeat(256)))).isPresent();
    assertKind(Kind.NAME_NOT_ALLOWED, () -> root.file(FtpPath.of("/" + "x".repeat(1025))));
    assertKind(Kind.NAME_NOT_ALLOWED, () -> root.file(FtpPath.of("/" + "é".repeat(513))));
    assertKind(
        Kind.NAME_NOT_ALLOWED, () -> root.requireDirectory(FtpPath.of("/" + "x".repeat(1024))));
    assertKind(Kind.NAME_NOT_ALLOWED, () -> root.directory(FtpPath.of("/" + "x".repeat(1025))));
    assertThat(root.directory(FtpPath.of("/" + "x".repeat(1024)))).isEmpty();
    assertKind(Kind.NAME_NOT_ALLOWED, () -> root.file(FtpPath.of("/a/\uD83D")));
  }

  @Test
  void aNameIsAsLongAsTheStoreAllows() throws Exception {
    S3Keys minio = keys(ProviderProfile.named("minio").orElseThrow(), new HomeMapping("/", "/b"));

    assertThat(minio.file(FtpPath.of("/" + "x".repeat(255)))).isPresent();
    assertKind(Kind.NAME_NOT_ALLOWED, () -> minio.file(FtpPath.of("/" + "x".repeat(256) + "/a")));
  }

  @Test
  void aTargetWithoutABucketIsTheOperatorsMistake() {
    S3Keys bare = keys(ProviderProfile.OTHER, new HomeMapping("/", "/"));

    assertThatThrownBy(() -> bare.file(FtpPath.of("/a"))).hasMessageContaining("names no bucket");
  }

  private static S3Keys keys(ProviderProfile profile, HomeMapping... mappings) {
    return new S3Keys(Home.of(List.of(mappings)), profile);
  }

  private static S3Location at(String bucket, String key) {
    return new S3Location(bucket, key);
  }

  private static void assertKind(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
