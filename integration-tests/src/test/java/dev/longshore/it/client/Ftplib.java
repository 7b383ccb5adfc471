package dev.longshore.it.client;

import dev.longshore.it.Users;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Python's ftplib, by a script of ours that makes one call of it. */
record Ftplib(Path home) implements RealClient {

  @Override
  public String name() {
    return "ftplib";
  }

  @Override
  public boolean installed() {
    return Program.find("python3").isPresent();
  }

  @Override
  public Set<Way> ways() {
    return EnumSet.of(Way.PASV, Way.PORT, Way.EPSV_IPV6, Way.EPRT_IPV6);
  }

  @Override
  public void logIn(Target target) throws IOException, InterruptedException {
    python(target, "login");
  }

  @Override
  public void makeDirectory(Target target, String path) throws IOException, InterruptedException {
    python(target, "mkd", path);
  }

  @Override
  public void put(Target target, Path local, String remote)
      throws IOException, InterruptedException {
    python(target, "put", local.toString(), remote);
  }

  @Override
  public void get(Target target, String remote, Path local)
      throws IOException, InterruptedException {
    python(target, "get", remote, local.toString());
  }

  @Override
  public void resume(Target target, String remote, Path local)
      throws IOException, InterruptedException {
    python(target, "resume", remote, local.toString());
  }

  @Override
  public void append(Target target, Path local, String remote)
      throws IOException, InterruptedException {
    python(target, "append", local.toString(), remote);
  }

  @Override
  public void rename(Target target, String from, String to)
      throws IOException, InterruptedException {
    python(target, "rename", from, to);
  }

  @Override
  public List<String> list(Target target, String directory)
      throws IOException, InterruptedException {
    return python(target, "list", directory).lines();
  }

  @Override
  public void delete(Target target, String file) throws IOException, InterruptedException {
    python(target, "delete", file);
  }

  @Override
  public void removeDirectory(Target target, String path) throws IOException, InterruptedException {
    python(target, "rmd", path);
  }

  private Program.Output python(Target target, String... errand)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("-", target.host(), target.portText()));
    all.add(target.way().active() ? "active" : "passive");
    all.addAll(List.of(Users.NAME, Users.PASSWORD));
    Collections.addAll(all, errand);
    return new Program(Program.find("python3").orElseThrow(), home).run(all, script());
  }

  private static String script() throws IOException {
    try (InputStream script = Ftplib.class.getResourceAsStream("ftplib_errand.py")) {
      if (script == null) {
        throw new IOException("ftplib_errand.py is not on the class path");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
