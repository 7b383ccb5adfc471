package dev.longshore.it.client;

import java.util.List;
import java.util.stream.Collectors;

/** What a client has for a {@link Verb}. */
sealed interface Means {

  /**
   * Its own command, as a person would type it.
   *
   * @param words the command's arguments, or lines of a script; a name in braces is a {@link Place}
   */
  record Words(List<String> words) implements Means {
    public Words {
      words = List.copyOf(words);
    }

    /** The command without names of files: what the table says of it. */
    String text() {
      return words.stream()
          .map(Place::without)
          .map(word -> word.replaceAll("\\s+", " "))
          .filter(word -> !word.isEmpty())
          .collect(Collectors.joining(" "));
    }
  }

  /** It can not, by a limit of its own. */
  record Missing(String why) implements Means {}

  static Means words(String... words) {
    return new Words(List.of(words));
  }

  static Means missing(String why) {
    return new Missing(why);
  }
}
