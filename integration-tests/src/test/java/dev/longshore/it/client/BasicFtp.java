package dev.longshore.it.client;

import static dev.longshore.it.client.Means.missing;
import static dev.longshore.it.client.Means.words;

import dev.longshore.it.Users;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * basic-ftp of Node, by a script of ours that makes the calls that the first word names.
 *
 * @param modules where npm put the library
 */
record BasicFtp(NodeModules modules) implements ProgramClient {

  @Override
  public String name() {
    return "basic-ftp";
  }

  @Override
  public List<String> programs() {
    return List.of("node");
  }

  @Override
  public boolean installed() {
    return ProgramClient.super.installed() && modules.present();
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
      case LOG_IN -> words("access");
      case MAKE_DIRECTORY -> words("ensureDir", "{remote}");
      case PUT -> words("uploadFrom", "{local}", "{remote}");
      // It asks for the cipher, which is known before a resumed handshake is through.
      case PUT_EMPTY ->
          way.encrypted()
              ? missing("with TLS it may end an empty upload before the handshake is done")
              : words("uploadFrom", "{local}", "{remote}");
      case GET -> words("downloadTo", "{local}", "{remote}");
      case RESUME_PUT -> words("appendFrom localStart", "{local}", "{remote}", "{offset}");
      case RESUME_GET -> words("downloadTo startAt", "{local}", "{remote}");
      case APPEND -> words("appendFrom", "{local}", "{remote}");
      case RENAME -> words("rename", "{remote}", "{to}");
      case LIST -> words("list", "{remote}");
      case PUT_TIME -> missing("it has no call to set a time");
      case GET_TIME -> words("downloadTo lastMod", "{local}", "{remote}");
      case PUT_STREAM ->
          way.encrypted()
              ? words("uploadFrom close", "{remote}")
              : missing("in clear, its close says QUIT and ends an upload as a whole file does");
      case GET_STREAM -> words("downloadTo close", "{remote}");
      case PUT_TREE -> words("uploadFromDir", "{local}", "{remote}");
      case GET_TREE -> words("downloadToDir", "{local}", "{remote}");
      case DELETE -> words("remove", "{remote}");
      case REMOVE_DIRECTORY -> words("removeEmptyDir", "{remote}");
    };
  }

  @Override
  public Call call(Target target, Errand errand) throws IOException {
    Path script = modules.script();
    List<String> all = new ArrayList<>(List.of(script.toString(), target.host()));
    all.add(target.portText());
    all.add(target.way().channel() == Channel.PASV ? "PASV" : "EPSV");
    all.add(
        switch (target.way().protection()) {
          case CLEAR -> "clear";
          case IMPLICIT -> "implicit";
          case EXPLICIT, EXPLICIT_TLS_1_2, EXPLICIT_TLS_1_3 -> "explicit";
        });
    all.addAll(List.of(target.certificate().pem().toString(), Users.NAME, Users.PASSWORD));
    for (String word : wordsFor(target, errand)) {
      all.add(Place.fill(word, target, errand, UnaryOperator.identity()));
    }
    return new Call("node", all);
  }
}
