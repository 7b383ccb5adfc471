package dev.longshore.it.client;

import static dev.longshore.it.client.Means.missing;
import static dev.longshore.it.client.Means.words;

import dev.longshore.it.Users;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Python's ftplib, by a script of ours that makes the calls that the first word names. */
record Ftplib() implements ProgramClient {
  private static final String NO_TIMES = "it has no call for times";
  private static final String NO_TREES = "it has no call for more than one file";

  @Override
  public String name() {
    return "ftplib";
  }

  @Override
  public List<String> programs() {
    return List.of("python3");
  }

  @Override
  public List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    for (Protection protection : List.of(Protection.CLEAR, Protection.EXPLICIT)) {
      ways.addAll(
          Way.of(protection, Channel.PASV, Channel.PORT, Channel.EPSV_IPV6, Channel.EPRT_IPV6));
    }
    return ways;
  }

  @Override
  public List<String> limits() {
    return List.of("no implicit TLS");
  }

  @Override
  public Means means(Verb verb, Way way) {
    return switch (verb) {
      case LOG_IN -> words("login");
      case MAKE_DIRECTORY -> words("mkd", "{remote}");
      case PUT, PUT_EMPTY -> words("storbinary STOR", "{local}", "{remote}");
      case GET -> words("retrbinary", "{remote}", "{local}");
      case RESUME_PUT -> words("storbinary STOR rest", "{local}", "{remote}", "{offset}");
      case RESUME_GET -> words("retrbinary rest", "{remote}", "{local}");
      case APPEND -> words("storbinary APPE", "{local}", "{remote}");
      case RENAME -> words("rename", "{remote}", "{to}");
      case LIST -> words("mlsd", "{remote}");
      case PUT_TIME, GET_TIME -> missing(NO_TIMES);
      case PUT_STREAM -> words("storbinary abort", "{remote}");
      case GET_STREAM -> words("retrbinary abort", "{remote}");
      case PUT_TREE, GET_TREE -> missing(NO_TREES);
      case DELETE -> words("delete", "{remote}");
      case REMOVE_DIRECTORY -> words("rmd", "{remote}");
    };
  }

  @Override
  public Call call(Target target, Errand errand) throws IOException {
    Path script = Resource.copy("ftplib_errand.py", target.home());
    List<String> all = new ArrayList<>(List.of(script.toString(), target.host()));
    all.add(target.portText());
    all.add(target.way().active() ? "active" : "passive");
    all.add(target.way().encrypted() ? "tls" : "clear");
    all.addAll(List.of(Users.NAME, Users.PASSWORD));
    for (String word : wordsFor(target, errand)) {
      all.add(Place.fill(word, target, errand, UnaryOperator.identity()));
    }
    return new Call("python3", all);
  }
}
