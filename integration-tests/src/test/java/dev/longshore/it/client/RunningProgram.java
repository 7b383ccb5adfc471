package dev.longshore.it.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program that has been started; a thread of its own kills it when it takes too long. */
final class RunningProgram implements Running {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Process process;
  private final Thread killer;
  private volatile boolean killed;

  private RunningProgram(Process process) {
    this.process = process;
    this.killer = Thread.ofVirtual().unstarted(this::killAfterBound);
  }

  static RunningProgram of(Process process) {
    var running = new RunningProgram(process);
    running.killer.start();
    return running;
  }

  private void killAfterBound() {
    try {
      if (!process.waitFor(BOUND)) {
        killed = true;
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }

  @Override
  public OutputStream input() {
    return process.getOutputStream();
  }

  @Override
  public InputStream output() {
    return process.getInputStream();
  }

  BufferedReader reader() {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  /** The status that it ends with. */
  int status() throws InterruptedException {
    return process.waitFor();
  }

  /** The JDK has no call for this signal. */
  @Override
  public void interrupt() throws IOException, InterruptedException {
    String kill = "kill -INT " + process.pid();
    Process shell = new ProcessBuilder("sh", "-c", kill).start();
    if (!shell.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS) || shell.exitValue() != 0) {
      throw new IOException("could not interrupt process " + process.pid());
    }
  }

  /**
   * Takes what it still prints, for it may wait for that. Its input is left open: an end of that
   * would be one of the file.
   */
  @Override
  public void awaitEnd() throws IOException, InterruptedException {
    output().transferTo(OutputStream.nullOutputStream());
    process.waitFor();
    killer.join();
    if (killed) {
      throw new AssertionError("a client that was interrupted had not ended " + BOUND + " later");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
