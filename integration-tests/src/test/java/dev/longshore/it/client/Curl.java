package dev.longshore.it.client;

import static dev.longshore.it.client.Means.missing;
import static dev.longshore.it.client.Means.words;

import dev.longshore.it.Users;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** curl: its names are parts of a URL, and what is no transfer is said with {@code --quote}. */
record Curl() implements ProgramClient {

  @Override
  public String name() {
    return "curl";
  }

  @Override
  public List<String> programs() {
    return List.of("curl");
  }

  @Override
  public List<Way> ways() {
    return Stream.of(
            Way.of(Protection.CLEAR, Channel.values()),
            Way.of(Protection.EXPLICIT_TLS_1_2, Channel.EPSV, Channel.PASV),
            Way.of(Protection.EXPLICIT_TLS_1_3, Channel.EPSV, Channel.PASV, Channel.EPSV_IPV6),
            Way.of(Protection.IMPLICIT, Channel.EPSV, Channel.EPSV_IPV6))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public List<String> limits() {
    return List.of(
        "no active mode with TLS: 7.87 and 7.88 then send their data in clear (its issue 10666)");
  }

  @Override
  public Means means(Verb verb, Way way) {
    return switch (verb) {
      case LOG_IN -> words("--head", "--quote", "NOOP", "{root}");
      case MAKE_DIRECTORY -> words("--head", "--quote", "MKD {remote}", "{root}");
      case PUT, PUT_EMPTY -> words("-T", "{local}", "{url}");
      case GET -> words("-o", "{local}", "{url}");
      case RESUME_PUT -> words("-C", "-", "-T", "{local}", "{url}");
      case RESUME_GET -> words("-C", "-", "-o", "{local}", "{url}");
      case APPEND -> words("--append", "-T", "{local}", "{url}");
      case RENAME -> words("--head", "--quote", "RNFR {remote}", "--quote", "RNTO {to}", "{root}");
      case LIST -> words("--list-only", "{url}/");
      case PUT_TIME -> missing("it has no option to set a remote file's time");
      case GET_TIME -> words("-R", "-o", "{local}", "{url}");
      case PUT_STREAM -> words("-T", "-", "{url}");
      case GET_STREAM -> words("-o", "-", "{url}");
      case PUT_TREE, GET_TREE -> missing("a URL is one file");
      case DELETE -> words("--head", "--quote", "DELE {remote}", "{root}");
      case REMOVE_DIRECTORY -> words("--head", "--quote", "RMD {remote}", "{root}");
    };
  }

  @Override
  public Call call(Target target, Errand errand) {
    List<String> all = new ArrayList<>(List.of("-sS", "--max-time", "50", "--globoff"));
    all.addAll(List.of("--user", Users.NAME + ":" + Users.PASSWORD));
    if (target.way().active()) {
      all.addAll(List.of("--ftp-port", "-"));
    }
    if (!target.way().extended()) {
      all.add(target.way().active() ? "--disable-eprt" : "--disable-epsv");
    }
    all.addAll(protection(target.way().protection()));
    all.addAll(List.of("--cacert", target.certificate().pem().toString()));
    for (String word : wordsFor(target, errand)) {
      all.add(Place.fill(word, target, errand, UnaryOperator.identity()));
    }
    return new Call("curl", all);
  }

  /** That it must be, and how; implicit TLS is said by the URL. */
  private static List<String> protection(Protection protection) {
    return switch (protection) {
      case CLEAR, IMPLICIT -> List.of();
      case EXPLICIT -> List.of("--ssl-reqd");
      case EXPLICIT_TLS_1_2 -> List.of("--ssl-reqd", "--tls-max", "1.2");
      case EXPLICIT_TLS_1_3 -> List.of("--ssl-reqd", "--tlsv1.3");
    };
  }
}
