package dev.longshore.ftp.quarkus.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.user.Ascii;
import dev.longshore.ftp.user.HomeMapping;
import dev.longshore.ftp.user.MissingParents;
import dev.longshore.ftp.user.Permission;
import dev.longshore.ftp.user.Preferences;
import dev.longshore.ftp.user.Terms;
import dev.longshore.ftp.user.User;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsersYamlTest {
  static final String HASH = "$2b$04$abcdefghijklmnopqrstuuYM.wgrqyHeE7ty86warwXpc6lYUMF9q";

  @Test
  void aUserHasWhatTheFileSays() throws InvalidUsersFile {
    User alice =
        read("""
                - name: alice
                  password: %s
                  permissions: [list, read, make-directory]
                  limits: {max-sessions: 4}
                  ascii: on-request
                  missing-parents: make
                  home:
                    - {entry: /, target: "/bucket/homes/${user}"}
                    - {entry: /shared/in, target: /other}
                """
                .formatted(HASH))
            .getFirst()
            .user();

    assertThat(alice.name()).isEqualTo("alice");
    assertThat(alice.permissions())
        .containsExactlyInAnyOrder(Permission.LIST, Permission.READ, Permission.MAKE_DIRECTORY);
    assertThat(alice.maxSessions()).hasValue(4);
    assertThat(alice.preferences().ascii()).hasValue(Ascii.ON_REQUEST);
    assertThat(alice.preferences().missingParents()).hasValue(MissingParents.MAKE);
    assertThat(alice.home())
        .containsExactly(
            new HomeMapping("/", "/bucket/homes/alice"), new HomeMapping("/shared/in", "/other"));
  }

  @Test
  void aUserWithoutPermissionsAndLimitsHasAllOfThemAndNone() throws InvalidUsersFile {
    User bob = read(user("bob", "/bucket")).getFirst().user();

    assertThat(bob.permissions()).containsExactlyInAnyOrder(Permission.values());
    assertThat(bob.maxSessions()).isEmpty();
    assertThat(bob.preferences()).isEqualTo(Preferences.NONE);
  }

  @Test
  void bindingIsNotWithoutTls() throws InvalidUsersFile {
    assertThat(terms("")).isEqualTo(Terms.NONE);
    assertThat(terms("  tls: required")).isEqualTo(new Terms(true, false, List.of()));
    assertThat(terms("  session-binding: require")).isEqualTo(new Terms(true, true, List.of()));
  }

  @Test
  void aWelcomeMayHaveSeveralLines() throws InvalidUsersFile {
    assertThat(terms("  welcome: Ahoy").welcome()).containsExactly("Ahoy");
    assertThat(terms("  welcome: |\n    Ahoy\n\n    bob\n").welcome())
        .containsExactly("Ahoy", "", "bob");
    assertThatThrownBy(() -> terms("  welcome: \"a\\ab\""))
        .hasMessage("user bob: welcome has a control character other than the line feed");
  }

  private static Terms terms(String line) throws InvalidUsersFile {
    return read(user("bob", "/bucket") + line).getFirst().user().terms();
  }

  @Test
  void aNameWithASlashIsFineWhereNoTargetUsesIt() throws InvalidUsersFile {
    assertThat(read(user("DOM/bob", "/bucket")).getFirst().user().name()).isEqualTo("DOM/bob");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/${user}", "/${user}/in", "/scans-${user}/in"})
  void aBucketOutOfANameIsOneThatS3Takes(String target) throws InvalidUsersFile {
    assertThat(read(user("bob", target)).getFirst().user().home().getFirst().target())
        .isEqualTo(target.replace("${user}", "bob"));
    assertThatThrownBy(() -> read(user("Bob", target)))
        .isInstanceOf(InvalidUsersFile.class)
        .hasMessageContaining("user Bob: home: the name makes no bucket: ");
  }

  @Test
  void aBucketThatStandsInTheFileIsNotJudged() throws InvalidUsersFile {
    assertThat(read(user("Bob", "/Old_Bucket/${user}"))).hasSize(1);
  }

  static Stream<Arguments> wrongFiles() {
    String home = "\n  home: [{entry: /, target: /b}]";
    String bob = "- name: bob\n  password: " + HASH;
    return Stream.of(
        Arguments.of("", "not a list of users"),
        Arguments.of("[]", "not a list of users"),
        Arguments.of("users: []", "not a list of users"),
        Arguments.of("- name: [", "line 1: not YAML, or one key twice"),
        Arguments.of("- password: '" + HASH, "not YAML, or one key twice"),
        Arguments.of(bob + home + "\n---\n[]", "not YAML, or one key twice"),
        Arguments.of(bob + home + "\n  password: " + HASH, "line 4: not YAML, or one key twice"),
        Arguments.of("- bob", "entry 1: has no name"),
        Arguments.of("- name: 007", "entry 1: has no name, or one that is not text"),
        Arguments.of(bob + home + "\n  pasword: x", "user bob: unknown key 'pasword'"),
        Arguments.of(bob + home + "\n  " + HASH + ": x", "user bob: unknown key '(not a word)'"),
        Arguments.of("- name: bob" + home, "user bob: password is missing"),
        Arguments.of("- name: bob\n  password: secret" + home, "user bob: password: not a bcrypt"),
        Arguments.of(bob + "\n  permissions: all" + home, "user bob: permissions is not a list"),
        Arguments.of(
            bob + "\n  permissions: [list, wirte]" + home, "user bob: permissions: 'wirte'"),
        Arguments.of(bob + "\n  permissions: [list, list]" + home, "user bob: permissions: 'list'"),
        Arguments.of(
            bob + "\n  limits: {max-sessions: 0}" + home, "user bob: limits: max-sessions"),
        Arguments.of(bob + "\n  limits: {sessions: 1}" + home, "limits: unknown key 'sessions'"),
        Arguments.of(bob + "\n  passwords: []" + home, "user bob: has password and passwords"),
        Arguments.of("- name: bob\n  passwords: []" + home, "user bob: passwords is not a list"),
        Arguments.of("- name: bob\n  passwords: [1]" + home, "user bob: passwords has an element"),
        Arguments.of("- name: bob\n  passwords: [a]" + home, "user bob: passwords: not a bcrypt"),
        Arguments.of(
            "- name: bob\n  passwords: ['%s', '%s']".formatted(HASH, HASH) + home,
            "user bob: passwords has a hash twice"),
        Arguments.of("- name: bob\n  anonymous: true" + home, "user bob: anonymous is for"),
        Arguments.of(
            "- name: anonymous\n  anonymous: true\n  password: " + HASH + home,
            "user anonymous: is anonymous, and has a password"),
        Arguments.of("- name: anonymous\n  anonymous: 1" + home, "anonymous is neither true"),
        Arguments.of("- name: anonymous" + home, "user anonymous: password is missing"),
        Arguments.of(bob + "\n  enabled: 'no'" + home, "user bob: enabled is neither"),
        Arguments.of(bob + "\n  tls: optional" + home, "tls can be 'required' and nothing else"),
        Arguments.of(bob + "\n  session-binding: allow" + home, "session-binding can be 'require'"),
        Arguments.of(bob + "\n  expires: tomorrow" + home, "user bob: expires is neither"),
        Arguments.of(bob + "\n  expires: 2027-02-30" + home, "user bob: expires is neither"),
        Arguments.of(bob + "\n  expires: 20270131" + home, "user bob: expires is not text"),
        Arguments.of(
            bob + "\n  allowed-networks: 10.0.0.0/8" + home, "user bob: allowed-networks is not"),
        Arguments.of(bob + "\n  allowed-networks: [10.0.0.1/8]" + home, "write 10.0.0.0/8"),
        Arguments.of(
            bob + "\n  ascii: on_request" + home,
            "user bob: ascii: 'on_request' is none of convert, on-request, binary"),
        Arguments.of(
            bob + "\n  missing-parents: true" + home,
            "user bob: missing-parents: 'true' is none of refuse, make"),
        Arguments.of(bob, "user bob: home is missing"),
        Arguments.of(bob + "\n  home: []", "user bob: home is missing"),
        Arguments.of(bob + "\n  home: /b", "user bob: home is missing or not a list"),
        Arguments.of(bob + "\n  home: [{entry: /}]", "user bob: home: entry or target is missing"),
        Arguments.of(
            bob + "\n  home: [{entry: a, target: /b}]", "entry does not begin with a slash"),
        Arguments.of(bob + "\n  home: [{entry: /a/, target: /b}]", "entry has an empty"),
        Arguments.of(bob + "\n  home: [{entry: /a, target: /b/../c}]", "target has an empty"),
        Arguments.of(bob + "\n  home: [{entry: /a, target: /}]", "target names no bucket"),
        Arguments.of(bob + "\n  home: [{entry: /a, target: '/b/${usr}'}]", "other than ${user}"),
        Arguments.of(
            bob + "\n  home: [{entry: /, target: /b}, {entry: /, target: /c}]",
            "user bob: home: entry / is there twice"),
        Arguments.of(bob + home + "\n" + bob + home, "user bob: is there twice"));
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void whatIsWrongIsNamedInOneLineWithoutTheHash(String yaml, String problem) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(InvalidUsersFile.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("$2b$")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "a/b", "../x", "a\\\\b"})
  void aNameThatWouldLeaveItsSegmentIsRefusedForAPlaceholder(String name) {
    assertThatThrownBy(() -> read(user(name, "/bucket/${user}")))
        .isInstanceOf(InvalidUsersFile.class)
        .hasMessageContaining("can not stand for ${user}");
  }

  @Test
  void controlCharactersDoNotReachAName() {
    assertThatThrownBy(() -> read(user("bob\\r\\n230", "/bucket")))
        .isInstanceOf(InvalidUsersFile.class)
        .hasMessage("entry 1: name is too long or has a control character");
  }

  static String user(String name, String target) {
    return """
    - name: "%s"
      password: %s
      home: [{entry: /, target: "%s"}]
    """
        .formatted(name, HASH, target);
  }

  private static List<Account> read(String yaml) throws InvalidUsersFile {
    return UsersYaml.read(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
