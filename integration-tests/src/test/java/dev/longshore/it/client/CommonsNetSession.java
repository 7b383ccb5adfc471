package dev.longshore.it.client;

import dev.longshore.it.Users;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPSClient;
import org.jspecify.annotations.Nullable;

/** A login with Commons Net, and at most one transfer that is cut short. Used by one thread. */
final class CommonsNetSession implements Running {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final FTPClient client;
  private @Nullable OutputStream input;
  private @Nullable InputStream output;

  private CommonsNetSession(FTPClient client) {
    this.client = client;
  }

  /** Logs in; the caller closes it. */
  static CommonsNetSession open(Target target) throws IOException {
    FTPClient client =
        target.way().encrypted()
            ? new FTPSClient(target.way().implicit(), target.certificate().client())
            : new FTPClient();
    var session = new CommonsNetSession(client);
    try {
      session.logIn(target);
      return session;
    } catch (IOException | RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private void logIn(Target target) throws IOException {
    client.setControlEncoding(StandardCharsets.UTF_8);
    client.setConnectTimeout(Math.toIntExact(BOUND.toMillis()));
    client.setDefaultTimeout(Math.toIntExact(BOUND.toMillis()));
    client.setDataTimeout(BOUND);
    client.setUseEPSVwithIPv4(target.way().channel() == Channel.EPSV);
    client.connect(target.host(), target.port());
    if (!target.way().active()) {
      client.enterLocalPassiveMode();
    }
    demand(client.login(Users.NAME, Users.PASSWORD));
    if (client instanceof FTPSClient secured) {
      secured.execPBSZ(0);
      secured.execPROT("P");
    }
    demand(client.setFileType(FTP.BINARY_FILE_TYPE));
  }

  FTPClient client() {
    return client;
  }

  /** Fails with what the gateway said unless this is true. */
  void demand(boolean done) {
    if (!done) {
      throw new AssertionError("commons-net: " + client.getReplyString());
    }
  }

  /** Begins a transfer that {@link #interrupt} ends. */
  void begin(Errand errand) throws IOException {
    if (errand.verb() == Verb.PUT_STREAM) {
      input = client.storeFileStream(errand.remote());
    } else {
      output = client.retrieveFileStream(errand.remote());
    }
    demand(input != null || output != null);
  }

  @Override
  public OutputStream input() {
    return input == null ? OutputStream.nullOutputStream() : input;
  }

  @Override
  public InputStream output() {
    return output == null ? InputStream.nullInputStream() : output;
  }

  @Override
  public void interrupt() throws IOException {
    client.abort();
  }

  /** Nothing runs on by itself here. */
  @Override
  public void awaitEnd() {}

  @Override
  public void close() throws IOException {
    client.disconnect();
  }
}
