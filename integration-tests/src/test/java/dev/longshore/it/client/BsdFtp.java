package dev.longshore.it.client;

import static dev.longshore.it.client.Means.missing;
import static dev.longshore.it.client.Means.words;

import dev.longshore.it.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A descendant of the ftp of BSD, by a script on its standard input: tnftp, the one of the GNU
 * inetutils, and the one of netkit with TLS. They have the same commands.
 */
record BsdFtp(Kind kind) implements ProgramClient {
  /** They end with status 0 whatever happened, so their output is looked at. */
  private static final Pattern FAILURE =
      Pattern.compile("^([45]\\d\\d[ -]|\\?|Login failed|Not connected)", Pattern.MULTILINE);

  private static final String NO_TREE = "its mput and mget leave directories out";

  /** What tells them apart. */
  enum Kind {
    TNFTP("tnftp"),
    INETUTILS("inetutils-ftp"),
    NETKIT("ftp-ssl");

    private final String program;

    Kind(String program) {
      this.program = program;
    }
  }

  @Override
  public String name() {
    return kind.program;
  }

  @Override
  public List<String> programs() {
    return List.of(kind.program);
  }

  @Override
  public List<Way> ways() {
    if (kind != Kind.NETKIT) {
      return Way.of(Protection.CLEAR, Channel.values());
    }
    List<Way> ways = new ArrayList<>();
    for (Protection protection : List.of(Protection.CLEAR, Protection.EXPLICIT)) {
      ways.addAll(
          Way.of(protection, Channel.PASV, Channel.PORT, Channel.EPSV_IPV6, Channel.EPRT_IPV6));
    }
    return ways;
  }

  @Override
  public List<String> limits() {
    return kind == Kind.NETKIT
        ? List.of(
            "no EPSV or EPRT on IPv4, no implicit TLS",
            "its uploads end without TLS's close_notify")
        : List.of("no TLS");
  }

  @Override
  public Means means(Verb verb, Way way) {
    return switch (verb) {
      case LOG_IN -> words("pwd");
      case MAKE_DIRECTORY -> words("mkdir {remote}");
      case PUT, PUT_EMPTY -> words("put {local} {remote}");
      case GET -> words("get {remote} {local}");
      case RESUME_PUT -> words("restart {offset}", "put {local} {remote}");
      case RESUME_GET -> words("reget {remote} {local}");
      case APPEND -> words("append {local} {remote}");
      case RENAME -> words("rename {remote} {to}");
      case LIST -> words("cd {remote}", "nlist . {local}");
      case PUT_TIME -> missing("it has no command to set a remote file's time");
      case GET_TIME ->
          kind == Kind.TNFTP
              ? words("get {remote} {local}")
              : missing("a file that it fetched has the present time");
      case PUT_STREAM -> missing("an interrupted put says no ABOR and ends as a whole file does");
      case GET_STREAM -> words("get {remote} -");
      case PUT_TREE, GET_TREE -> missing(NO_TREE);
      case DELETE -> words("delete {remote}");
      case REMOVE_DIRECTORY -> words("rmdir {remote}");
    };
  }

  @Override
  public Call call(Target target, Errand errand) {
    List<String> script = new ArrayList<>();
    script.add("user " + Users.NAME + " " + Users.PASSWORD);
    script.add("binary");
    script.addAll(channel(target.way()));
    for (String word : wordsFor(target, errand)) {
      script.add(Place.fill(word, target, errand, BsdFtp::quoted));
    }
    script.add("bye");
    return new Call(kind.program, arguments(target), String.join("\n", script) + "\n");
  }

  private List<String> arguments(Target target) {
    List<String> all = new ArrayList<>(List.of("-n", "-i", "-v", "-g"));
    switch (kind) {
      case TNFTP -> {}
      case INETUTILS -> all.add(target.way().active() ? "-A" : "-p");
      case NETKIT -> {
        all.addAll(
            target.way().encrypted()
                ? List.of("-z", "secure", "-z", "verify=1")
                : List.of("-z", "nossl"));
        if (!target.way().active()) {
          all.add("-p");
        }
      }
    }
    all.addAll(List.of(target.host(), target.portText()));
    return all;
  }

  /** The commands that choose it where the command line does not. */
  private List<String> channel(Way way) {
    return switch (kind) {
      case TNFTP ->
          List.of(
              "passive " + (way.active() ? "off" : "on"),
              "epsv4 " + (way.extended() ? "on" : "off"));
      case INETUTILS -> way.extended() && !way.ipv6() ? List.of("epsv4") : List.of();
      case NETKIT -> List.of();
    };
  }

  @Override
  public List<String> result(Target target, Errand errand, Program.Output output)
      throws IOException {
    if (FAILURE.matcher(output.text()).find()) {
      throw new AssertionError(name() + " said:\n" + output.text());
    }
    if (errand.verb() != Verb.LIST || !Files.exists(errand.local())) {
      return List.of();
    }
    return Files.readAllLines(errand.local()).stream()
        .map(name -> name.replaceFirst("^\\./", ""))
        .toList();
  }

  /** Their quotes know no escape, so each character that would mean something is escaped itself. */
  private static String quoted(String name) {
    return name.replaceAll("[ \\\\\"'!$]", "\\\\$0");
  }
}
