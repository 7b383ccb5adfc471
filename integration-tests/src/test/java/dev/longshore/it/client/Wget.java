package dev.longshore.it.client;

import dev.longshore.it.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** wget: it downloads and lists, and that is all. */
record Wget(Path home) implements RealClient {

  @Override
  public String name() {
    return "wget";
  }

  @Override
  public boolean installed() {
    return Program.find("wget").isPresent();
  }

  @Override
  public Set<Way> ways() {
    return EnumSet.of(Way.PASV, Way.PORT, Way.EPSV_IPV6, Way.EPRT_IPV6);
  }

  @Override
  public Set<Action> actions() {
    return EnumSet.of(
        Action.GET, Action.RESUME, Action.LIST_EMPTY, Action.LIST_LARGE, Action.LIST_ODD);
  }

  @Override
  public void get(Target target, String remote, Path local)
      throws IOException, InterruptedException {
    wget(target, "-O", local.toString(), target.url(remote));
  }

  @Override
  public void resume(Target target, String remote, Path local)
      throws IOException, InterruptedException {
    // Its -c knows a file by the name in the URL alone, and runs in the home folder.
    Path there = home.resolve(Path.of(remote).getFileName().toString());
    Files.move(local, there);
    wget(target, "-c", target.url(remote));
    Files.move(there, local);
  }

  /** It keeps what LIST sent in a file of its own. */
  @Override
  public List<String> list(Target target, String directory)
      throws IOException, InterruptedException {
    Path listing = home.resolve(".listing");
    Files.deleteIfExists(listing);
    wget(target, "--no-remove-listing", "-O", "index.html", target.url(directory) + "/");
    return Files.readAllLines(listing).stream().map(Wget::name).toList();
  }

  private void wget(Target target, String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("-nv", "--tries=1", "--timeout=20"));
    all.addAll(List.of("--user", Users.NAME, "--password", Users.PASSWORD));
    if (target.way().active()) {
      all.add("--no-passive-ftp");
    }
    Collections.addAll(all, arguments);
    new Program(Program.find("wget").orElseThrow(), home).run(all);
  }

  private static String name(String line) {
    return line.replaceFirst("^(\\S+ +){7}\\S+ ", "");
  }
}
