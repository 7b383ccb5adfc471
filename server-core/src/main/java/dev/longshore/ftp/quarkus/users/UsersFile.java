package dev.longshore.ftp.quarkus.users;

import dev.longshore.ftp.user.User;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users file as it was when it was last right. Safe for many threads.
 *
 * <p>The content is looked at every second: however a file is changed (in place, by rename, by
 * Kubernetes' change of a link above it, on a network's file system that tells nothing), its
 * content is what counts. A new content is taken up when two looks in a row find the same, so that
 * a file that is still being written is not; one that is invalid is refused and the one before
 * stays.
 */
public final class UsersFile {
  private static final Logger log = LoggerFactory.getLogger(UsersFile.class);
  private static final String UNREADABLE = "can not be read";

  /** How often it is looked at. */
  static final Duration EVERY = Duration.ofSeconds(1);

  private final Path file;
  private final InstantSource clock;
  private final LongAdder refused = new LongAdder();

  private volatile Accounts accounts;
  private volatile Consumer<Accounts> follower = _ -> {};

  // Only the looking thread uses these.
  private byte[] judged;
  private byte @Nullable [] seen;
  private @Nullable String trouble;

  private UsersFile(Path file, InstantSource clock, byte[] content, Accounts accounts) {
    this.file = file;
    this.clock = clock;
    this.judged = content;
    this.accounts = accounts;
  }

  /** Reads the file; {@link #look} then follows its changes. */
  static UsersFile open(Path file) throws InvalidUsersFile {
    return open(file, InstantSource.system());
  }

  /**
   * The same.
   *
   * @param clock by which users expire
   */
  static UsersFile open(Path file, InstantSource clock) throws InvalidUsersFile {
    try {
      byte[] content = content(file);
      return new UsersFile(file, clock, content, Accounts.of(UsersYaml.read(content)));
    } catch (IOException e) {
      throw new InvalidUsersFile(reason(e));
    }
  }

  /** Is told each new state of the users, on the looking thread. */
  void whenChanged(Consumer<Accounts> told) {
    follower = told;
  }

  Accounts accounts() {
    return accounts;
  }

  /**
   * False for a user of this file who, since the login, was removed, lost the password that it was
   * made with, is not enabled any more, or has expired.
   */
  boolean isCurrent(User user) {
    return accounts.isCurrent(user, clock.instant());
  }

  /** How many changed files were refused since the start, for a metric. */
  public long refusedChanges() {
    return refused.sum();
  }

  /** One look at the file; by one thread. */
  void look() {
    try {
      byte[] content = content(file);
      if (Arrays.equals(content, judged)) {
        seen = null;
        readable();
      } else if (Arrays.equals(content, seen)) {
        seen = null;
        judged = content;
        takeUp(content);
      } else {
        seen = content;
      }
    } catch (IOException e) {
      seen = null;
      refuse(reason(e));
    }
  }

  private void takeUp(byte[] content) {
    try {
      accounts = accounts.replacedBy(UsersYaml.read(content));
      follower.accept(accounts);
      trouble = null;
      log.info("users file {}: changed, now {} users", file, accounts.size());
    } catch (InvalidUsersFile e) {
      trouble = null;
      refuse(String.valueOf(e.getMessage()));
    }
  }

  /** The file can be read again and is as it was judged before. */
  private void readable() {
    if (trouble != null && trouble.startsWith(UNREADABLE)) {
      trouble = null;
      log.info("users file {}: can be read again, unchanged", file);
    }
  }

  private void refuse(String why) {
    if (!why.equals(trouble)) {
      trouble = why;
      refused.increment();
      log.error("users file {}: {}; the earlier users stay", file, why);
    }
  }

  private static String reason(IOException e) {
    return UNREADABLE
        + switch (e) {
          case NoSuchFileException missing -> ": there is no such file";
          case AccessDeniedException denied -> ": permission denied";
          default -> ": " + e.getMessage();
        };
  }

  private static byte[] content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(UsersYaml.MAX_BYTES + 1);
      if (content.length > UsersYaml.MAX_BYTES) {
        throw new IOException("larger than 16 MiB");
      }
      return content;
    }
  }
}
