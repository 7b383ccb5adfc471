package dev.longshore.ftp.session;

import dev.longshore.ftp.storage.Checksum;
import dev.longshore.ftp.storage.FtpPath;
import dev.longshore.ftp.storage.PermittedStorage;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.user.MissingParents;
import dev.longshore.ftp.user.User;
import java.time.Duration;

/** A session with somebody logged in: the user, the files, the working directory. */
public final class UserSession {
  /** What HASH computes until the client says otherwise. */
  public static final Checksum.Algorithm DEFAULT_HASH = Checksum.Algorithm.SHA_256;

  private final Session session;
  private final User user;
  private final PermittedStorage storage;
  private FtpPath workingDirectory = FtpPath.ROOT;
  private Duration idleTimeout;
  private Checksum.Algorithm hashAlgorithm = DEFAULT_HASH;

  UserSession(Session session, User user, PermittedStorage storage) {
    this.session = session;
    this.user = user;
    this.storage = storage;
    this.idleTimeout = session.services().settings().limits().idle();
  }

  public Session session() {
    return session;
  }

  public User user() {
    return user;
  }

  /** The user's files, as far as the user's permissions go. */
  public PermittedStorage storage() {
    return storage;
  }

  /** Whether directories that are missing above a new file or directory are made. */
  public boolean makesParents() {
    return user.preferences()
            .missingParents()
            .orElse(session.services().settings().files().missingParents())
        == MissingParents.MAKE;
  }

  public FtpPath workingDirectory() {
    return workingDirectory;
  }

  public void changeTo(FtpPath directory) {
    workingDirectory = directory;
  }

  /** How long the session may be silent; what the settings say, or less. */
  public Duration idleTimeout() {
    return idleTimeout;
  }

  /** SITE IDLE: a client may be stricter with itself than the settings are. */
  public void idleTimeout(Duration wanted) {
    Duration most = session.services().settings().limits().idle();
    idleTimeout = wanted.compareTo(most) < 0 ? wanted : most;
  }

  /** What HASH computes. */
  public Checksum.Algorithm hashAlgorithm() {
    return hashAlgorithm;
  }

  public void hashAlgorithm(Checksum.Algorithm wanted) {
    hashAlgorithm = wanted;
  }

  /** A path as the client writes it; {@code ~} alone is the home. */
  public FtpPath resolve(String argument) throws StorageException {
    return argument.equals("~") ? FtpPath.ROOT : workingDirectory.resolve(argument);
  }
}
