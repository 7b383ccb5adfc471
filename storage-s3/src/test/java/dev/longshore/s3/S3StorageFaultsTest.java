package dev.longshore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.storage.Content;
import dev.longshore.ftp.storage.Entry;
import dev.longshore.ftp.storage.EntryCursor;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.Storage;
import dev.longshore.ftp.storage.Storage.Wanted;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.ftp.storage.StoreOptions;
import dev.longshore.ftp.user.HomeMapping;
import dev.longshore.ftp.user.Permission;
import dev.longshore.ftp.user.User;
import dev.longshore.s3.S3WithFaults.Fault;
import dev.longshore.s3.call.Body;
import dev.longshore.s3.call.Condition;
import dev.longshore.s3.call.ObjectAttributes;
import dev.longshore.s3.call.S3CallListener;
import dev.longshore.s3.call.S3Location;
import dev.longshore.s3.call.S3Settings;
import dev.longshore.s3.call.S3Settings.Tree;
import dev.longshore.s3.transfer.TransferFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes of a store that fails, refuses or is set up wrongly. */
class S3StorageFaultsTest {
  @RegisterExtension static final EmbeddedS3 S3 = new EmbeddedS3();

  private static final String BROKEN =
      "<?xml version=\"1.0\"?><Error><Code>InternalError</Code><Message>try again</Message></Error>";
  private static final String FAILED_CONDITION =
      "<?xml version=\"1.0\"?><Error><Code>PreconditionFailed</Code></Error>";

  private final String bucket = S3.newBucket();
  private final S3WithFaults store;
  private final S3Storages storages;
  private final Storage storage;

  S3StorageFaultsTest() throws IOException {
    store = new S3WithFaults(S3.endpoint());
    storages = storages(settings(store.endpoint(), new Tree(true, 5, 10)));
    storage = storages.forUser(user(bucket));
  }

  @BeforeEach
  void fillADirectory() throws IOException {
    storage.makeDirectory(path("/d"));
    for (int i = 0; i < 4; i++) {
      put("/d/" + i, "text " + i);
    }
  }

  @AfterEach
  void close() throws IOException {
    storages.close();
    store.close();
  }

  @Test
  void aDirectoryThatAnotherOneMadeMeanwhileIsThere() {
    store.on("PUT /" + bucket + "/new/", 1, new Fault.Answer(412, FAILED_CONDITION));

    assertFails(Kind.ALREADY_EXISTS, () -> storage.makeDirectory(path("/new")));
  }

  @Test
  void aCopyThatIsAnsweredWithAnErrorAndA200IsTriedAgain() throws Exception {
    store.on("PUT /" + bucket + "/d/n", 1, new Fault.Answer(200, BROKEN));

    storage.rename(path("/d/0"), path("/d/n"));

    assertThat(names("/d")).containsExactly("1", "2", "3", "n");
  }

  @Test
  void aCopyThatFailsLeavesTheFile() throws Exception {
    store.on("PUT /" + bucket + "/d/n", 99, new Fault.Answer(200, BROKEN));

    assertFails(Kind.UNAVAILABLE, () -> storage.rename(path("/d/0"), path("/d/n")));

    assertThat(names("/d")).containsExactly("0", "1", "2", "3");
  }

  @Test
  void aDeletionThatFailsLeavesBoth() throws Exception {
    store.on("DELETE /" + bucket + "/d/0", 99, new Fault.Answer(503, ""));

    assertFails(Kind.UNAVAILABLE, () -> storage.rename(path("/d/0"), path("/d/n")));

    assertThat(names("/d")).containsExactly("0", "1", "2", "3", "n");
  }

  @Test
  void aDirectoryOfWhichOneCopyFailsStaysAndItsCopiesGo() throws Exception {
    store.on("PUT /" + bucket + "/n/2", 99, new Fault.Answer(503, ""));

    assertFails(Kind.UNAVAILABLE, () -> storage.rename(path("/d"), path("/n")));

    assertThat(names("/")).containsExactly("d");
    assertThat(names("/d")).containsExactly("0", "1", "2", "3");
  }

  @Test
  void aCopyThatCouldNotBeLookedAtIsTakenBack() throws Exception {
    store.on("HEAD /" + bucket + "/n/2 ", 1, new Fault.Answer(403, ""));

    assertFails(Kind.ACCESS_DENIED, () -> storage.rename(path("/d"), path("/n")));

    assertThat(names("/")).containsExactly("d");
    assertThat(names("/d")).containsExactly("0", "1", "2", "3");
  }

  @Test
  void aCopyThatCanNotBeTakenBackLeavesNoOtherOne() throws Exception {
    store.on("PUT /" + bucket + "/n/2", 99, new Fault.Answer(403, ""));
    store.on("DELETE /" + bucket + "/n/1", 99, new Fault.Answer(403, ""));

    assertFails(Kind.ACCESS_DENIED, () -> storage.rename(path("/d"), path("/n")));

    assertThat(names("/n")).containsExactly("1");
    assertThat(names("/d")).containsExactly("0", "1", "2", "3");
  }

  @Test
  void aDirectoryAboveTheLimitIsRefusedBeforeAnythingMoves() throws Exception {
    put("/d/4", "one too many, with the marker");

    assertFails(Kind.UNSUPPORTED, () -> storage.rename(path("/d"), path("/n")));

    assertThat(store.count("PUT /" + bucket + "/n")).isZero();
    assertThat(names("/d")).hasSize(5);
  }

  @Test
  void aFileAboveTheLimitKeepsItsTime() throws Exception {
    put("/d/large", "more than ten bytes");
    Optional<Entry> before = storage.stat(path("/d/large"), Wanted.FILE);

    assertFails(Kind.UNSUPPORTED, () -> storage.touch(path("/d/large"), Instant.EPOCH));

    assertThat(storage.stat(path("/d/large"), Wanted.FILE)).isEqualTo(before);
  }

  @Test
  void aDirectoryGoesWithItsLastFileIfThatIsWanted() throws Exception {
    S3.operations()
        .putObject(
            new S3Location(bucket, "implied/f"),
            Body.EMPTY,
            ObjectAttributes.FILE,
            Condition.none(),
            Optional.empty());
    try (S3Storages forgetful = storages(settings(S3.endpoint(), new Tree(false, 5, 10)))) {
      forgetful.forUser(user(bucket)).delete(path("/implied/f"));
    }

    assertThat(names("/")).containsExactly("d");
  }

  @Test
  void aMissingBucketIsNotFound() {
    Storage lost = storages.forUser(user("no-such-bucket"));

    assertFails(Kind.NOT_FOUND, () -> lost.list(FtpPath.ROOT));
    assertFails(
        Kind.NOT_FOUND,
        () -> lost.store(path("/f"), StoreOptions.REPLACE, Content.of(new byte[1])));
  }

  @Test
  void readinessIsGivenByAStoreThatAnswers() throws Exception {
    storages.check();
    store.on(
        "GET /?max-buckets", 1, new Fault.Answer(403, "<Error><Code>AccessDenied</Code></Error>"));
    storages.check();

    store.on(
        "GET /?max-buckets",
        9,
        new Fault.Answer(403, "<Error><Code>InvalidAccessKeyId</Code></Error>"));
    assertThatThrownBy(storages::check).hasMessageContaining("longshore.s3.access-key-id");
  }

  @Test
  void readinessIsNotWaitedForLong() {
    store.on("GET /?max-buckets", 9, new Fault.Stall());
    long start = System.nanoTime();

    assertFails(Kind.UNAVAILABLE, storages::check);

    assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
  }

  @Test
  void aStoreThatIsNotThereIsUnavailableAndNamed() throws Exception {
    store.close();

    assertThatThrownBy(() -> storage.stat(path("/d"), Wanted.ANY))
        .hasMessageContaining(store.endpoint().toString())
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
  }

  private static S3Storages storages(S3Settings settings) {
    return new S3Storages(settings, S3CallListener.NONE, TransferFixture.RETRY);
  }

  private static S3Settings settings(URI endpoint, Tree tree) {
    S3Settings usual = TestSettings.of(endpoint);
    return new S3Settings(
        usual.endpoint(),
        usual.region(),
        usual.pathStyle(),
        usual.profile(),
        usual.credentials(),
        usual.memory(),
        usual.connections(),
        usual.timeouts(),
        tree);
  }

  private static User user(String bucket) {
    return new User(
        "test",
        EnumSet.allOf(Permission.class),
        List.of(new HomeMapping("/", "/" + bucket)),
        OptionalInt.empty());
  }

  private static FtpPath path(String path) {
    try {
      return FtpPath.of(path);
    } catch (StorageException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void put(String path, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    storage.store(path(path), StoreOptions.REPLACE, Content.of(bytes));
  }

  private SortedSet<String> names(String directory) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    try (EntryCursor cursor = storage.list(path(directory))) {
      for (Optional<Entry> e = cursor.next(); e.isPresent(); e = cursor.next()) {
        names.add(e.get().name());
      }
    }
    return names;
  }

  private static void assertFails(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }
}
