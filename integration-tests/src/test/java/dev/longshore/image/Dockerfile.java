package dev.longshore.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Dockerfile's instructions, each on one line and in order; for ImageTest. */
record Dockerfile(List<Instruction> instructions) {
  /** An instruction's name and the words behind it. */
  record Instruction(String name, List<String> words) {
    String text() {
      return String.join(" ", words);
    }
  }

  static Dockerfile read(Path file) throws IOException {
    String joined =
        Files.readAllLines(file).stream()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.joining("\n"))
            .replace("\\\n", "");
    return new Dockerfile(
        joined
            .lines()
            .filter(line -> !line.isBlank())
            .map(line -> Arrays.asList(line.trim().split("\\s+")))
            .map(words -> new Instruction(words.getFirst(), words.subList(1, words.size())))
            .toList());
  }

  Stream<Instruction> named(String name) {
    return instructions.stream().filter(instruction -> instruction.name().equals(name));
  }

  Instruction last(String name) {
    return named(name).reduce((first, second) -> second).orElseThrow();
  }
}
