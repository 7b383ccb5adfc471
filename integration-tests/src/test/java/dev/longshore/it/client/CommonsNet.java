package dev.longshore.it.client;

import dev.longshore.it.Users;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPFile;

/** Apache Commons Net, which runs in this JVM. */
record CommonsNet() implements RealClient {
  private static final Duration BOUND = Duration.ofSeconds(30);

  /** What is done in a session; false when the server refused. */
  @FunctionalInterface
  private interface Errand {
    boolean run(FTPClient client) throws IOException;
  }

  @Override
  public String name() {
    return "commons-net";
  }

  @Override
  public boolean installed() {
    return true;
  }

  /** On IPv4 its active mode says PORT, on IPv6 EPRT. */
  @Override
  public Set<Way> ways() {
    return EnumSet.complementOf(EnumSet.of(Way.EPRT_IPV4));
  }

  @Override
  public void logIn(Target target) throws IOException {
    session(target, FTPClient::sendNoOp);
  }

  @Override
  public void makeDirectory(Target target, String path) throws IOException {
    session(target, client -> client.makeDirectory(path));
  }

  @Override
  public void put(Target target, Path local, String remote) throws IOException {
    try (InputStream in = Files.newInputStream(local)) {
      session(target, client -> client.storeFile(remote, in));
    }
  }

  @Override
  public void get(Target target, String remote, Path local) throws IOException {
    try (OutputStream out = Files.newOutputStream(local)) {
      session(target, client -> client.retrieveFile(remote, out));
    }
  }

  @Override
  public void resume(Target target, String remote, Path local) throws IOException {
    long offset = Files.size(local);
    try (OutputStream out = Files.newOutputStream(local, StandardOpenOption.APPEND)) {
      session(
          target,
          client -> {
            client.setRestartOffset(offset);
            return client.retrieveFile(remote, out);
          });
    }
  }

  @Override
  public void append(Target target, Path local, String remote) throws IOException {
    try (InputStream in = Files.newInputStream(local)) {
      session(target, client -> client.appendFile(remote, in));
    }
  }

  @Override
  public void rename(Target target, String from, String to) throws IOException {
    session(target, client -> client.rename(from, to));
  }

  @Override
  public List<String> list(Target target, String directory) throws IOException {
    List<String> names = new ArrayList<>();
    session(
        target,
        client -> {
          if (!client.changeWorkingDirectory(directory)) {
            return false;
          }
          for (FTPFile file : client.listFiles()) {
            names.add(file.getName());
          }
          return client.getReplyCode() == 226;
        });
    return names;
  }

  @Override
  public void delete(Target target, String file) throws IOException {
    session(target, client -> client.deleteFile(file));
  }

  @Override
  public void removeDirectory(Target target, String path) throws IOException {
    session(target, client -> client.removeDirectory(path));
  }

  private static void session(Target target, Errand errand) throws IOException {
    var client = new FTPClient();
    client.setControlEncoding(StandardCharsets.UTF_8);
    client.setConnectTimeout(Math.toIntExact(BOUND.toMillis()));
    client.setDefaultTimeout(Math.toIntExact(BOUND.toMillis()));
    client.setDataTimeout(BOUND);
    client.setUseEPSVwithIPv4(target.way() == Way.EPSV_IPV4);
    client.connect(target.host(), target.port());
    try {
      if (!target.way().active()) {
        client.enterLocalPassiveMode();
      }
      boolean done =
          client.login(Users.NAME, Users.PASSWORD)
              && client.setFileType(FTP.BINARY_FILE_TYPE)
              && errand.run(client);
      if (!done) {
        throw new AssertionError("commons-net: " + client.getReplyString());
      }
      client.quit();
    } finally {
      client.disconnect();
    }
  }
}
