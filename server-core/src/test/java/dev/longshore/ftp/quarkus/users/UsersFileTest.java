package dev.longshore.ftp.quarkus.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.quarkus.health.BackgroundWork;
import dev.longshore.ftp.user.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersFileTest {
  static final String OTHER_HASH = "$2b$04$abcdefghijklmnopqrstuubzadhGtS2zEF.gu0yd0opP6cVzb.e0i";
  private static final String BOB = UsersYamlTest.user("bob", "/bucket");
  private static final String ALICE = UsersYamlTest.user("alice", "/bucket");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("users.yaml"), ALICE + BOB);
  }

  @Test
  void aFileThatIsMissingOrWrongIsRefusedAtTheStart() throws IOException {
    assertThatThrownBy(() -> UsersFile.open(folder.resolve("none")))
        .isInstanceOf(InvalidUsersFile.class)
        .hasMessage("can not be read: there is no such file");
    Files.writeString(file, "- name: bob");
    assertThatThrownBy(() -> UsersFile.open(file))
        .hasMessage("user bob: home is missing or not a list of {entry: …, target: …}");
  }

  @Test
  void aChangeIsTakenUpWhenTwoLooksFindTheSame() throws Exception {
    UsersFile users = UsersFile.open(file);
    Files.writeString(file, ALICE);
    users.look();
    assertThat(users.accounts().find("bob")).isPresent();
    users.look();
    assertThat(users.accounts().find("bob")).isEmpty();
    assertThat(users.accounts().find("alice")).isPresent();
  }

  @Test
  void aFileThatIsStillBeingWrittenIsNotTakenUp() throws Exception {
    UsersFile users = UsersFile.open(file);
    Files.writeString(file, ALICE);
    users.look();
    Files.writeString(file, ALICE + BOB + UsersYamlTest.user("carol", "/bucket"));
    users.look();
    assertThat(users.accounts().find("carol")).isEmpty();
    users.look();
    assertThat(users.accounts().find("carol")).isPresent();
    assertThat(users.accounts().find("bob")).isPresent();
  }

  @Test
  void aChangedLinkAboveTheFileIsSeen() throws Exception {
    Path first = Files.createDirectory(folder.resolve("..1"));
    Path second = Files.createDirectory(folder.resolve("..2"));
    Files.writeString(first.resolve("users.yaml"), ALICE);
    Files.writeString(second.resolve("users.yaml"), BOB);
    Path data = Files.createSymbolicLink(folder.resolve("..data"), first);
    Path mounted = Files.createSymbolicLink(folder.resolve("u.yaml"), Path.of("..data/users.yaml"));
    UsersFile users = UsersFile.open(mounted);
    Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), second);
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    users.look();
    users.look();
    assertThat(users.accounts().find("bob")).isPresent();
    assertThat(users.accounts().find("alice")).isEmpty();
  }

  @Test
  void anInvalidChangeIsRefusedOnceAndTheEarlierUsersStay() throws Exception {
    UsersFile users = UsersFile.open(file);
    try (CapturedLog log = new CapturedLog()) {
      Files.writeString(file, ALICE + BOB + "- name: carol\n  pasword: " + UsersYamlTest.HASH);
      for (int i = 0; i < 5; i++) {
        users.look();
      }
      assertThat(users.accounts().find("bob")).isPresent();
      assertThat(users.refusedChanges()).isEqualTo(1);
      assertThat(log.lines())
          .filteredOn(line -> line.contains("users file"))
          .singleElement()
          .asString()
          .contains(file + ": user carol: unknown key 'pasword'; the earlier users stay")
          .doesNotContain(UsersYamlTest.HASH);
    }
  }

  @Test
  void aFileThatIsGoneForAWhileChangesNothing() throws Exception {
    UsersFile users = UsersFile.open(file);
    try (CapturedLog log = new CapturedLog()) {
      Files.delete(file);
      users.look();
      users.look();
      Files.writeString(file, ALICE + BOB);
      users.look();
      assertThat(users.accounts().find("bob")).isPresent();
      assertThat(log.lines().toString())
          .containsOnlyOnce("there is no such file")
          .containsOnlyOnce("can be read again");
    }
  }

  @Test
  void aUserWhoIsRemovedOrHasAnotherPasswordIsNotCurrentAnyMore() throws Exception {
    UsersFile users = UsersFile.open(file);
    User alice = user(users, "alice");
    User bob = user(users, "bob");
    change(users, ALICE.replace(UsersYamlTest.HASH, OTHER_HASH));
    assertThat(users.isCurrent(alice)).isFalse();
    assertThat(users.isCurrent(bob)).isFalse();
    assertThat(users.isCurrent(user(users, "alice"))).isTrue();

    change(users, ALICE + BOB);
    assertThat(users.isCurrent(bob)).as("a session of before, the name is back").isFalse();
  }

  @Test
  void aUserWithOtherPermissionsStaysCurrentUntilThePasswordChanges() throws Exception {
    UsersFile users = UsersFile.open(file);
    User bob = user(users, "bob");
    change(users, ALICE + BOB + "  permissions: [list]\n");
    assertThat(users.isCurrent(bob)).isTrue();
    change(users, ALICE + BOB + "  permissions: [read]\n");
    assertThat(users.isCurrent(bob)).isTrue();
    change(users, ALICE + BOB.replace(UsersYamlTest.HASH, OTHER_HASH));
    assertThat(users.isCurrent(bob)).isFalse();
  }

  @Test
  void theFileIsLookedAtByItself() throws Exception {
    UsersFile users = UsersFile.open(file);
    try (CapturedLog log = new CapturedLog();
        BackgroundWork background = new BackgroundWork()) {
      background.repeat("users-file", Duration.ofMillis(20), users::look);
      Files.writeString(file, ALICE);
      assertThat(log.firstOfUsersFile().get(20, TimeUnit.SECONDS)).contains("now 1 users");
      assertThat(users.accounts().find("bob")).isEmpty();
    }
  }

  private void change(UsersFile users, String content) throws IOException {
    Files.writeString(file, content);
    users.look();
    users.look();
  }

  private static User user(UsersFile users, String name) {
    return users.accounts().find(name).orElseThrow().user();
  }
}
