package dev.longshore.it.client;

import dev.longshore.it.Users;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** NcFTP: its batch programs for transfers and lists, the interactive one for the rest. */
record Ncftp(Path home) implements RealClient {

  @Override
  public String name() {
    return "ncftp";
  }

  @Override
  public boolean installed() {
    return Program.find("ncftpput").isPresent() && Program.find("ncftp").isPresent();
  }

  @Override
  public Set<Way> ways() {
    return EnumSet.of(Way.PASV, Way.PORT);
  }

  @Override
  public void logIn(Target target) throws IOException, InterruptedException {
    interactive(target, "pwd");
  }

  @Override
  public void makeDirectory(Target target, String path) throws IOException, InterruptedException {
    interactive(target, "mkdir " + quoted(path));
  }

  @Override
  public void put(Target target, Path local, String remote)
      throws IOException, InterruptedException {
    batch("ncftpput", target, "-C", target.host(), local.toString(), remote);
  }

  @Override
  public void get(Target target, String remote, Path local)
      throws IOException, InterruptedException {
    batch("ncftpget", target, "-C", target.host(), remote, local.toString());
  }

  @Override
  public void resume(Target target, String remote, Path local)
      throws IOException, InterruptedException {
    batch("ncftpget", target, "-z", "-C", target.host(), remote, local.toString());
  }

  @Override
  public void append(Target target, Path local, String remote)
      throws IOException, InterruptedException {
    batch("ncftpput", target, "-A", "-C", target.host(), local.toString(), remote);
  }

  @Override
  public void rename(Target target, String from, String to)
      throws IOException, InterruptedException {
    interactive(target, "rename " + quoted(from) + " " + quoted(to));
  }

  @Override
  public List<String> list(Target target, String directory)
      throws IOException, InterruptedException {
    String url =
        "ftp://%s:%s@%s:%d/%s/"
            .formatted(Users.NAME, Users.PASSWORD, target.host(), target.port(), directory);
    return batch("ncftpls", target, "-1", url).lines();
  }

  @Override
  public void delete(Target target, String file) throws IOException, InterruptedException {
    interactive(target, "rm " + quoted(file));
  }

  @Override
  public void removeDirectory(Target target, String path) throws IOException, InterruptedException {
    interactive(target, "rmdir " + quoted(path));
  }

  private Program.Output batch(String program, Target target, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    all.add(target.way().active() ? "-E" : "-F");
    if (!program.equals("ncftpls")) {
      all.addAll(login(target));
      all.add("-V"); // no progress meter
    }
    Collections.addAll(all, arguments);
    return new Program(Program.find(program).orElseThrow(), home).run(all);
  }

  private void interactive(Target target, String command) throws IOException, InterruptedException {
    List<String> open = new ArrayList<>(login(target));
    open.add(target.host());
    String passive = target.way().active() ? "off" : "on";
    String script =
        "set passive %s%nopen %s%n%s%nbye%n".formatted(passive, String.join(" ", open), command);
    new Program(Program.find("ncftp").orElseThrow(), home).run(List.of(), script);
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
