package dev.longshore.it;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that a process prints, line by line, kept in memory and in a file for whoever looks into a
 * failed build. A thread of its own reads it until the process ends.
 */
public final class ProcessLog {
  private final List<String> lines = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread reader;
  private boolean ended;

  private ProcessLog(Process process, Path file) {
    this.reader =
        Thread.ofVirtual().name("log-of-" + process.pid()).unstarted(() -> read(process, file));
  }

  /** Begins to read it. */
  public static ProcessLog of(Process process, Path file) {
    var log = new ProcessLog(process, file);
    log.reader.start();
    return log;
  }

  private void read(Process process, Path file) {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
        BufferedWriter out = Files.newBufferedWriter(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.write(line);
        out.newLine();
        out.flush();
        add(line);
      }
    } catch (IOException e) {
      add("(the log ends here: " + e.getMessage() + ")"); // A process that is killed closes it.
    } finally {
      end();
    }
  }

  private void add(String line) {
    lock.lock();
    try {
      lines.add(line);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a line in which the pattern is found; empty when the process ended without one, or
   * the time is over.
   */
  public Optional<MatchResult> await(Pattern pattern, Duration bound) throws InterruptedException {
    long left = bound.toNanos();
    lock.lock();
    try {
      int seen = 0;
      while (true) {
        for (; seen < lines.size(); seen++) {
          Matcher matcher = pattern.matcher(lines.get(seen));
          if (matcher.find()) {
            return Optional.of(matcher.toMatchResult());
          }
        }
        if (ended || left <= 0) {
          return Optional.empty();
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** What has been printed so far; all of it once the process has ended and this was awaited. */
  public String text() {
    lock.lock();
    try {
      return String.join("\n", lines);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the last line has been read. */
  public void awaitEnd(Duration bound) throws InterruptedException {
    long left = bound.toNanos();
    lock.lock();
    try {
      while (!ended && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
