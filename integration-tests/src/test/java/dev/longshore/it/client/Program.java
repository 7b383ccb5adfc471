package dev.longshore.it.client;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program of this machine that tests run to its end.
 *
 * @param path where it is
 * @param home the folder it runs in and takes for its user's home
 */
record Program(Path path, Path home) {
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** What a program printed, errors too. */
  record Output(int status, String text) {
    List<String> lines() {
      return text.lines().filter(line -> !line.isEmpty()).toList();
    }
  }

  /** Looks for it on the PATH. */
  static Optional<Path> find(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Runs it; status 0 is demanded. */
  Output run(List<String> arguments) throws IOException, InterruptedException {
    return run(arguments, "");
  }

  /** Runs it with something on its standard input; status 0 is demanded. */
  Output run(List<String> arguments, String input) throws IOException, InterruptedException {
    Output output = tryToRun(arguments, input);
    if (output.status() != 0) {
      throw new AssertionError(
          "%s %s%nended with %d:%n%s"
              .formatted(path, String.join(" ", arguments), output.status(), output.text()));
    }
    return output;
  }

  /** Runs it whatever its status; one that is not done within a minute is killed. */
  Output tryToRun(List<String> arguments, String input) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(arguments);
    command.addFirst(path.toString());
    var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(home.toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    Thread killer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    if (!process.waitFor(BOUND)) {
                      process.destroyForcibly();
                    }
                  } catch (InterruptedException e) {
                    process.destroyForcibly();
                  }
                });
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String text = out.readAllAsString();
      killer.join();
      return new Output(process.waitFor(), text);
    }
  }
}
