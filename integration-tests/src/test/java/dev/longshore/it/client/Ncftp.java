package dev.longshore.it.client;

import static dev.longshore.it.client.Means.words;

import dev.longshore.it.Users;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * NcFTP: its batch programs for transfers and lists, the interactive one for the rest. The first
 * word is the program.
 */
record Ncftp() implements ProgramClient {
  private static final String INTERACTIVE = "ncftp";

  @Override
  public String name() {
    return "ncftp";
  }

  @Override
  public List<String> programs() {
    return List.of(INTERACTIVE, "ncftpput", "ncftpget", "ncftpls");
  }

  @Override
  public List<Way> ways() {
    return Way.of(Protection.CLEAR, Channel.PASV, Channel.PORT);
  }

  @Override
  public List<String> limits() {
    return List.of("neither EPSV nor EPRT, and no TLS");
  }

  @Override
  public Means means(Verb verb, Way way) {
    return switch (verb) {
      case LOG_IN -> words(INTERACTIVE, "pwd");
      case MAKE_DIRECTORY -> words(INTERACTIVE, "mkdir {remote}");
      case PUT, PUT_EMPTY, PUT_TIME -> words("ncftpput", "-C", "{host}", "{local}", "{remote}");
      case GET, GET_TIME -> words("ncftpget", "-C", "{host}", "{remote}", "{local}");
      // Without -s it sends the whole file after REST: it hands it to sendfile from its beginning.
      case RESUME_PUT -> words("ncftpput", "-s", "-z", "-C", "{host}", "{local}", "{remote}");
      case RESUME_GET -> words("ncftpget", "-z", "-C", "{host}", "{remote}", "{local}");
      case APPEND -> words("ncftpput", "-A", "-C", "{host}", "{local}", "{remote}");
      case RENAME -> words(INTERACTIVE, "rename {remote} {to}");
      case LIST -> words("ncftpls", "-1", "{root}{remote}/");
      case PUT_STREAM -> words("ncftpput", "-c", "{host}", "{remote}");
      case GET_STREAM -> words("ncftpget", "-c", "{host}", "{remote}");
      case PUT_TREE -> words("ncftpput", "-R", "{host}", "{there}", "{local}");
      case GET_TREE -> words("ncftpget", "-R", "{host}", "{here}", "{remote}");
      case DELETE -> words(INTERACTIVE, "rm {remote}");
      case REMOVE_DIRECTORY -> words(INTERACTIVE, "rmdir {remote}");
    };
  }

  @Override
  public Call call(Target target, Errand errand) {
    List<String> words = wordsFor(target, errand);
    String program = words.getFirst();
    if (program.equals(INTERACTIVE)) {
      String command = Place.fill(words.getLast(), target, errand, Ncftp::quoted);
      return new Call(program, List.of(), interactive(target, command));
    }
    List<String> all = new ArrayList<>();
    all.add(target.way().active() ? "-E" : "-F");
    all.addAll(login(target));
    if (!program.equals("ncftpls")) {
      all.add("-V"); // no progress meter
    }
    for (String word : words.subList(1, words.size())) {
      all.add(Place.fill(word, target, errand, UnaryOperator.identity()));
    }
    return new Call(program, all);
  }

  private static String interactive(Target target, String command) {
    List<String> open = new ArrayList<>(login(target));
    open.add(target.host());
    String passive = target.way().active() ? "off" : "on";
    return "set passive %s%nopen %s%n%s%nbye%n".formatted(passive, String.join(" ", open), command);
  }

  private static List<String> login(Target target) {
    return List.of("-u", Users.NAME, "-p", Users.PASSWORD, "-P", target.portText());
  }

  /** No name of the tests has both kinds of quotes. */
  private static String quoted(String name) {
    char quote = name.indexOf('\'') < 0 ? '\'' : '"';
    return quote + name + quote;
  }
}
