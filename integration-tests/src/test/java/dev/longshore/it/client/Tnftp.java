package dev.longshore.it.client;

import dev.longshore.it.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** tnftp, the BSD client that most systems call ftp, by a script on its standard input. */
record Tnftp(Path home) implements RealClient {

  @Override
  public String name() {
    return "tnftp";
  }

  @Override
  public boolean installed() {
    return Program.find("tnftp").isPresent();
  }

  @Override
  public Set<Way> ways() {
    return EnumSet.allOf(Way.class);
  }

  @Override
  public void logIn(Target target) throws IOException, InterruptedException {
    tnftp(target, "pwd");
  }

  @Override
  public void makeDirectory(Target target, String path) throws IOException, InterruptedException {
    tnftp(target, "mkdir " + quoted(path));
  }

  @Override
  public void put(Target target, Path local, String remote)
      throws IOException, InterruptedException {
    tnftp(target, "put " + quoted(local.toString()) + " " + quoted(remote));
  }

  @Override
  public void get(Target target, String remote, Path local)
      throws IOException, InterruptedException {
    tnftp(target, "get " + quoted(remote) + " " + quoted(local.toString()));
  }

  @Override
  public void resume(Target target, String remote, Path local)
      throws IOException, InterruptedException {
    tnftp(target, "reget " + quoted(remote) + " " + quoted(local.toString()));
  }

  @Override
  public void append(Target target, Path local, String remote)
      throws IOException, InterruptedException {
    tnftp(target, "append " + quoted(local.toString()) + " " + quoted(remote));
  }

  @Override
  public void rename(Target target, String from, String to)
      throws IOException, InterruptedException {
    tnftp(target, "rename " + quoted(from) + " " + quoted(to));
  }

  @Override
  public List<String> list(Target target, String directory)
      throws IOException, InterruptedException {
    Path names = home.resolve("names");
    Files.deleteIfExists(names);
    tnftp(target, "cd " + quoted(directory) + "\nnlist . " + quoted(names.toString()));
    if (!Files.exists(names)) {
      return List.of();
    }
    return Files.readAllLines(names).stream().map(name -> name.replaceFirst("^\\./", "")).toList();
  }

  @Override
  public void delete(Target target, String file) throws IOException, InterruptedException {
    tnftp(target, "delete " + quoted(file));
  }

  @Override
  public void removeDirectory(Target target, String path) throws IOException, InterruptedException {
    tnftp(target, "rmdir " + quoted(path));
  }

  private void tnftp(Target target, String commands) throws IOException, InterruptedException {
    String extended = target.way().extended() ? "on" : "off";
    String script =
        """
        user %s %s
        binary
        passive %s
        epsv4 %s
        %s
        bye
        """
            .formatted(
                Users.NAME,
                Users.PASSWORD,
                target.way().active() ? "off" : "on",
                extended,
                commands);
    new Program(Program.find("tnftp").orElseThrow(), home)
        .run(List.of("-n", "-i", "-v", target.host(), target.portText()), script);
  }

  /** Its quotes know no escape, so each character that would mean something is escaped itself. */
  private static String quoted(String name) {
    return name.replaceAll("[ \\\\\"!$]", "\\\\$0");
  }
}
