package dev.longshore.it.client;

import static dev.longshore.it.client.Means.missing;
import static dev.longshore.it.client.Means.words;

import dev.longshore.it.Users;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** rclone with its ftp backend, which is told where to by options alone. */
record Rclone() implements ProgramClient {
  /** What {@code rclone obscure} makes of the password of the tests. */
  private static final String PASSWORD = "tTEr1SHY5D0YIN1MRfMBDDwN_rA";

  private static final String WHOLE_FILES = "it sends and fetches whole files";

  @Override
  public String name() {
    return "rclone";
  }

  @Override
  public List<String> programs() {
    return List.of("rclone");
  }

  @Override
  public List<Way> ways() {
    return Stream.of(Protection.CLEAR, Protection.EXPLICIT, Protection.IMPLICIT)
        .flatMap(
            protection ->
                Way.of(protection, Channel.EPSV, Channel.PASV, Channel.EPSV_IPV6).stream())
        .toList();
  }

  @Override
  public List<String> limits() {
    return List.of("no active mode");
  }

  @Override
  public Means means(Verb verb, Way way) {
    return switch (verb) {
      case LOG_IN -> words("lsd", ":ftp:{remote}");
      case MAKE_DIRECTORY -> words("mkdir", ":ftp:{remote}");
      case PUT, PUT_EMPTY, PUT_TIME -> words("copyto", "{local}", ":ftp:{remote}");
      case GET, GET_TIME -> words("copyto", ":ftp:{remote}", "{local}");
      case RESUME_PUT, RESUME_GET, APPEND -> missing(WHOLE_FILES);
      case RENAME -> words("moveto", ":ftp:{remote}", ":ftp:{to}");
      case LIST -> words("lsf", ":ftp:{remote}");
      case PUT_STREAM -> words("rcat", ":ftp:{remote}");
      case GET_STREAM -> words("cat", ":ftp:{remote}");
      case PUT_TREE -> words("copy", "{local}", ":ftp:{remote}");
      case GET_TREE -> words("copy", ":ftp:{remote}", "{local}");
      case DELETE -> words("deletefile", ":ftp:{remote}");
      case REMOVE_DIRECTORY -> words("rmdir", ":ftp:{remote}");
    };
  }

  @Override
  public boolean keepsListedTime() {
    return true;
  }

  @Override
  public Call call(Target target, Errand errand) {
    List<String> all = new ArrayList<>();
    for (String word : wordsFor(target, errand)) {
      all.add(Place.fill(word, target, errand, UnaryOperator.identity()));
    }
    all.addAll(List.of("--config", "/dev/null", "--retries", "1", "--low-level-retries", "1"));
    // Names as they are, and nothing held back that was read.
    all.addAll(List.of("--ftp-encoding", "None", "--buffer-size", "0"));
    all.addAll(List.of("--ftp-host", target.bracketed(), "--ftp-port", target.portText()));
    all.addAll(List.of("--ftp-user", Users.NAME, "--ftp-pass", PASSWORD));
    if (!target.way().extended()) {
      all.add("--ftp-disable-epsv");
    }
    if (target.way().encrypted()) {
      all.add(target.way().implicit() ? "--ftp-tls" : "--ftp-explicit-tls");
    }
    return new Call("rclone", all);
  }
}
