package dev.longshore.it.client;

import dev.longshore.it.Users;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** curl: its names are parts of a URL, and what is no transfer is said with {@code -Q}. */
record Curl(Path home) implements RealClient {

  @Override
  public String name() {
    return "curl";
  }

  @Override
  public boolean installed() {
    return Program.find("curl").isPresent();
  }

  @Override
  public Set<Way> ways() {
    return EnumSet.allOf(Way.class);
  }

  @Override
  public void logIn(Target target) throws IOException, InterruptedException {
    quote(target, "NOOP");
  }

  @Override
  public void makeDirectory(Target target, String path) throws IOException, InterruptedException {
    quote(target, "MKD " + path);
  }

  @Override
  public void put(Target target, Path local, String remote)
      throws IOException, InterruptedException {
    curl(target, "-T", local.toString(), target.url(remote));
  }

  @Override
  public void get(Target target, String remote, Path local)
      throws IOException, InterruptedException {
    curl(target, "-o", local.toString(), target.url(remote));
  }

  @Override
  public void resume(Target target, String remote, Path local)
      throws IOException, InterruptedException {
    curl(target, "-C", "-", "-o", local.toString(), target.url(remote));
  }

  @Override
  public void append(Target target, Path local, String remote)
      throws IOException, InterruptedException {
    curl(target, "--append", "-T", local.toString(), target.url(remote));
  }

  @Override
  public void rename(Target target, String from, String to)
      throws IOException, InterruptedException {
    quote(target, "RNFR " + from, "RNTO " + to);
  }

  @Override
  public List<String> list(Target target, String directory)
      throws IOException, InterruptedException {
    return curl(target, "--list-only", target.url(directory) + "/").lines();
  }

  @Override
  public void delete(Target target, String file) throws IOException, InterruptedException {
    quote(target, "DELE " + file);
  }

  @Override
  public void removeDirectory(Target target, String path) throws IOException, InterruptedException {
    quote(target, "RMD " + path);
  }

  /** Says these commands and transfers nothing. */
  private void quote(Target target, String... commands) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("--head"));
    for (String command : commands) {
      arguments.add("--quote");
      arguments.add(command);
    }
    arguments.add(target.url(""));
    curl(target, arguments.toArray(String[]::new));
  }

  private Program.Output curl(Target target, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("-sS", "--max-time", "50", "--globoff"));
    all.addAll(List.of("--user", Users.NAME + ":" + Users.PASSWORD));
    if (target.way().active()) {
      all.addAll(List.of("--ftp-port", "-"));
    }
    if (!target.way().extended()) {
      all.add(target.way().active() ? "--disable-eprt" : "--disable-epsv");
    }
    Collections.addAll(all, arguments);
    return new Program(Program.find("curl").orElseThrow(), home).run(all);
  }
}
