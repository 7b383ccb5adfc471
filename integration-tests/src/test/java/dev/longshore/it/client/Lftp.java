package dev.longshore.it.client;

import dev.longshore.it.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** lftp, by a script on its command line. */
record Lftp(Path home) implements RealClient {

  @Override
  public String name() {
    return "lftp";
  }

  @Override
  public boolean installed() {
    return Program.find("lftp").isPresent();
  }

  @Override
  public Set<Way> ways() {
    return EnumSet.of(Way.EPSV_IPV4, Way.PASV, Way.PORT, Way.EPSV_IPV6, Way.EPRT_IPV6);
  }

  @Override
  public void logIn(Target target) throws IOException, InterruptedException {
    lftp(target, "pwd; quote NOOP");
  }

  @Override
  public void makeDirectory(Target target, String path) throws IOException, InterruptedException {
    lftp(target, "mkdir " + quoted(path));
  }

  @Override
  public void put(Target target, Path local, String remote)
      throws IOException, InterruptedException {
    lftp(target, "put " + quoted(local.toString()) + " -o " + quoted(remote));
  }

  @Override
  public void get(Target target, String remote, Path local)
      throws IOException, InterruptedException {
    lftp(target, "get " + quoted(remote) + " -o " + quoted(local.toString()));
  }

  @Override
  public void resume(Target target, String remote, Path local)
      throws IOException, InterruptedException {
    lftp(target, "get -c " + quoted(remote) + " -o " + quoted(local.toString()));
  }

  /** Its put continues where the remote file ends, so what is to be sent begins with that file. */
  @Override
  public void append(Target target, Path local, String remote)
      throws IOException, InterruptedException {
    Path whole = home.resolve("whole");
    Files.deleteIfExists(whole);
    get(target, remote, whole);
    try (var out = Files.newOutputStream(whole, StandardOpenOption.APPEND)) {
      Files.copy(local, out);
    }
    lftp(target, "put -c " + quoted(whole.toString()) + " -o " + quoted(remote));
  }

  @Override
  public void rename(Target target, String from, String to)
      throws IOException, InterruptedException {
    lftp(target, "mv " + quoted(from) + " " + quoted(to));
  }

  @Override
  public List<String> list(Target target, String directory)
      throws IOException, InterruptedException {
    return lftp(target, "cd " + quoted(directory) + "; cls -1 -a -B").lines();
  }

  @Override
  public void delete(Target target, String file) throws IOException, InterruptedException {
    lftp(target, "rm " + quoted(file));
  }

  @Override
  public void removeDirectory(Target target, String path) throws IOException, InterruptedException {
    lftp(target, "rmdir " + quoted(path));
  }

  private Program.Output lftp(Target target, String script)
      throws IOException, InterruptedException {
    String settings =
        """
        set cmd:fail-exit yes; set net:max-retries 1; set net:timeout 20; set ftp:ssl-allow no;
        set xfer:clobber yes; set ftp:passive-mode %s; set ftp:prefer-epsv %s;
        open -u %s,%s -p %d %s;
        """
            .formatted(
                target.way().active() ? "no" : "yes",
                target.way().extended() ? "yes" : "no",
                Users.NAME,
                Users.PASSWORD,
                target.port(),
                target.host());
    return new Program(Program.find("lftp").orElseThrow(), home)
        .run(List.of("--norc", "-c", settings + script));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
