package dev.longshore.it.client;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program of this machine that tests run to its end.
 *
 * @param path where it is
 * @param home the folder it runs in and takes for its user's home
 * @param environment what it is told beside that
 */
record Program(Path path, Path home, Map<String, String> environment) {

  private static final boolean LINUX = System.getProperty("os.name", "").equals("Linux");

  /** What a program printed, errors too. */
  record Output(String text) {
    List<String> lines() {
      return text.lines().filter(line -> !line.isEmpty()).toList();
    }
  }

  Program(Path path, Path home) {
    this(path, home, Map.of());
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
    try (var running = start(arguments)) {
      try (OutputStream in = running.input()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      try (BufferedReader out = running.reader()) {
        var output = new Output(out.readAllAsString());
        int status = running.status();
        if (status != 0) {
          throw new AssertionError(
              "%s %s%nended with %d:%n%s"
                  .formatted(path, String.join(" ", arguments), status, output.text()));
        }
        return output;
      }
    }
  }

  /** Starts it; one that is not done within a minute is killed. */
  RunningProgram start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (LINUX) {
      // Whoever runs the build in the background has Ctrl-C ignored, and so would the program.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(path.toString());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(home.toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    return RunningProgram.of(builder.start());
  }
}
