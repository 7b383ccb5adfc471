package dev.longshore.it.client;

import static dev.longshore.it.client.Means.missing;
import static dev.longshore.it.client.Means.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPFile;

/** Apache Commons Net, which runs in this JVM. */
record CommonsNet() implements RealClient {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

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
  public List<Way> ways() {
    return Stream.of(Protection.CLEAR, Protection.EXPLICIT, Protection.IMPLICIT)
        .flatMap(
            protection ->
                Way.of(
                    protection,
                    Channel.PASV,
                    Channel.EPSV,
                    Channel.PORT,
                    Channel.EPSV_IPV6,
                    Channel.EPRT_IPV6)
                    .stream())
        .toList();
  }

  /** The names of its methods; {@link #does} calls them. */
  @Override
  public List<String> limits() {
    return List.of("no EPRT on IPv4");
  }

  @Override
  public Means means(Verb verb, Way way) {
    return switch (verb) {
      case LOG_IN -> words("sendNoOp");
      case MAKE_DIRECTORY -> words("makeDirectory");
      case PUT, PUT_EMPTY -> words("storeFile");
      case GET -> words("retrieveFile");
      case RESUME_PUT -> words("setRestartOffset storeFile");
      case RESUME_GET -> words("setRestartOffset retrieveFile");
      case APPEND -> words("appendFile");
      case RENAME -> words("rename");
      case LIST -> words("listFiles");
      case PUT_TIME -> words("storeFile setModificationTime");
      case GET_TIME -> words("retrieveFile mdtmInstant");
      case PUT_STREAM -> words("storeFileStream abort");
      case GET_STREAM -> words("retrieveFileStream abort");
      case PUT_TREE, GET_TREE -> missing("it has no call for more than one file");
      case DELETE -> words("deleteFile");
      case REMOVE_DIRECTORY -> words("removeDirectory");
    };
  }

  @Override
  public List<String> run(Target target, Errand errand) throws IOException {
    try (var session = CommonsNetSession.open(target)) {
      List<String> names = new ArrayList<>();
      session.demand(does(session.client(), errand, names));
      session.client().quit();
      return names;
    }
  }

  @Override
  public Running start(Target target, Errand errand) throws IOException {
    CommonsNetSession session = CommonsNetSession.open(target);
    try {
      session.begin(errand);
      return session;
    } catch (IOException | RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private static boolean does(FTPClient client, Errand errand, List<String> names)
      throws IOException {
    String remote = errand.remote();
    return switch (errand.verb()) {
      case LOG_IN -> client.sendNoOp();
      case MAKE_DIRECTORY -> client.makeDirectory(remote);
      case PUT, PUT_EMPTY, RESUME_PUT, APPEND -> send(client, errand);
      case GET, RESUME_GET -> fetch(client, errand);
      case RENAME -> client.rename(remote, errand.to());
      case LIST -> list(client, remote, names);
      case PUT_TIME -> {
        Instant time = Files.getLastModifiedTime(errand.local()).toInstant();
        yield send(client, errand) && client.setModificationTime(remote, TIME.format(time));
      }
      case GET_TIME -> {
        boolean fetched = fetch(client, errand);
        Files.setLastModifiedTime(errand.local(), FileTime.from(client.mdtmInstant(remote)));
        yield fetched;
      }
      case DELETE -> client.deleteFile(remote);
      case REMOVE_DIRECTORY -> client.removeDirectory(remote);
      case PUT_STREAM, GET_STREAM, PUT_TREE, GET_TREE ->
          throw new UnsupportedOperationException(errand.verb().name());
    };
  }

  private static boolean send(FTPClient client, Errand errand) throws IOException {
    try (InputStream in = Files.newInputStream(errand.local())) {
      if (errand.verb() == Verb.APPEND) {
        return client.appendFile(errand.remote(), in);
      }
      in.skipNBytes(errand.offset());
      client.setRestartOffset(errand.offset());
      return client.storeFile(errand.remote(), in);
    }
  }

  private static boolean fetch(FTPClient client, Errand errand) throws IOException {
    boolean resumes = errand.verb() == Verb.RESUME_GET;
    client.setRestartOffset(resumes ? Files.size(errand.local()) : 0);
    var how = resumes ? StandardOpenOption.APPEND : StandardOpenOption.CREATE;
    try (OutputStream out = Files.newOutputStream(errand.local(), StandardOpenOption.WRITE, how)) {
      return client.retrieveFile(errand.remote(), out);
    }
  }

  private static boolean list(FTPClient client, String directory, List<String> names)
      throws IOException {
    if (!client.changeWorkingDirectory(directory)) {
      return false;
    }
    for (FTPFile file : client.listFiles()) {
      names.add(file.getName());
    }
    return client.getReplyCode() == 226;
  }
}
