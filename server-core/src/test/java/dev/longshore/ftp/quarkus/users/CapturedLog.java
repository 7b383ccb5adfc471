package dev.longshore.ftp.quarkus.users;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** All that is logged, at every level, while it is open. */
final class CapturedLog extends Handler implements AutoCloseable {
  private final Logger root = Logger.getLogger("");
  private final @Nullable Level before = root.getLevel();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final CompletableFuture<String> first = new CompletableFuture<>();

  CapturedLog() {
    setLevel(Level.ALL);
    root.setLevel(Level.ALL);
    root.addHandler(this);
  }

  List<String> lines() {
    return lines;
  }

  /** Completes with the first line about the users file. */
  CompletableFuture<String> firstOfUsersFile() {
    return first;
  }

  @Override
  public void publish(LogRecord logged) {
    String line = new SimpleFormatter().format(logged);
    lines.add(line);
    if (line.contains("users file")) {
      first.complete(line);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
    root.setLevel(before);
  }
}
