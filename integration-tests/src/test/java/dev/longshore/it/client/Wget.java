package dev.longshore.it.client;

import static dev.longshore.it.client.Means.missing;
import static dev.longshore.it.client.Means.words;

import dev.longshore.it.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** wget: it downloads and lists, and that is all. */
record Wget() implements ProgramClient {

  @Override
  public String name() {
    return "wget";
  }

  @Override
  public List<String> programs() {
    return List.of("wget");
  }

  @Override
  public List<Way> ways() {
    return Stream.of(
            Way.of(
                Protection.CLEAR, Channel.PASV, Channel.PORT, Channel.EPSV_IPV6, Channel.EPRT_IPV6),
            Way.of(Protection.EXPLICIT, Channel.PASV, Channel.PORT, Channel.EPSV_IPV6),
            Way.of(Protection.IMPLICIT, Channel.PASV, Channel.PORT))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public Means means(Verb verb, Way way) {
    return switch (verb) {
      case LOG_IN -> words("--spider", "{root}");
      case GET -> words("-O", "{local}", "{url}");
      case RESUME_GET -> words("-c", "{url}");
      case LIST -> words("--no-remove-listing", "-O", "index.html", "{url}/");
      case GET_TIME -> words("-N", "{url}");
      case GET_STREAM -> words("-O", "-", "{url}");
      case GET_TREE -> words("-r", "-nH", "--cut-dirs=1", "-P", "{here}", "{url}/");
      case MAKE_DIRECTORY,
          PUT,
          PUT_EMPTY,
          RESUME_PUT,
          APPEND,
          RENAME,
          PUT_TIME,
          PUT_STREAM,
          PUT_TREE,
          DELETE,
          REMOVE_DIRECTORY ->
          missing("it only downloads and lists");
    };
  }

  @Override
  public boolean keepsListedTime() {
    return true;
  }

  @Override
  public Call call(Target target, Errand errand) {
    List<String> all = new ArrayList<>(List.of("-nv", "--tries=1", "--timeout=20"));
    all.addAll(List.of("--user", Users.NAME, "--password", Users.PASSWORD));
    all.addAll(List.of("--ca-certificate", target.certificate().pem().toString()));
    if (target.way().active()) {
      all.add("--no-passive-ftp");
    }
    if (target.way().implicit()) {
      all.add("--ftps-implicit");
    }
    for (String word : wordsFor(target, errand)) {
      String filled = Place.fill(word, target, errand, UnaryOperator.identity());
      all.add(target.way().encrypted() ? filled.replaceFirst("^ftp:", "ftps:") : filled);
    }
    return new Call("wget", all);
  }

  /** Its -c and -N know a file by the name in the URL alone, and it runs in the home folder. */
  @Override
  public List<String> run(Target target, Errand errand) throws IOException, InterruptedException {
    if (errand.verb() != Verb.RESUME_GET && errand.verb() != Verb.GET_TIME) {
      return ProgramClient.super.run(target, errand);
    }
    Path there = target.home().resolve(Path.of(errand.remote()).getFileName().toString());
    if (Files.exists(errand.local())) {
      Files.move(errand.local(), there);
    }
    List<String> lines = ProgramClient.super.run(target, errand);
    Files.move(there, errand.local());
    return lines;
  }

  /** It keeps what LIST sent in a file of its own. */
  @Override
  public List<String> result(Target target, Errand errand, Program.Output output)
      throws IOException {
    if (errand.verb() != Verb.LIST) {
      return output.lines();
    }
    Path listing = target.home().resolve(".listing");
    return Files.readAllLines(listing).stream().map(Wget::name).toList();
  }

  private static String name(String line) {
    return line.replaceFirst("^(\\S+ +){7}\\S+ ", "");
  }
}
