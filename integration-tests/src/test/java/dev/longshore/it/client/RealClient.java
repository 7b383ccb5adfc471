package dev.longshore.it.client;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** An FTP client as people have it. Each errand is a login of its own. */
interface RealClient {

  String name();

  boolean installed();

  /** The ways that it has. The first of each protection is the one that is tried with most. */
  List<Way> ways();

  /**
   * Why it has no more of them, for whoever reads the table; each sentence is a note of its own.
   */
  default List<String> limits() {
    return List.of();
  }

  /** By which of its commands it does this on this way, or why by none. */
  Means means(Verb verb, Way way);

  /**
   * Why its own syntax can not say this file name; empty if it can. It is this client's limit, not
   * the gateway's.
   */
  default Optional<String> cannotSay(String fileName) {
    return Optional.empty();
  }

  /** Whether the time that {@link Verb#GET_TIME} keeps is the one that listings show. */
  default boolean keepsListedTime() {
    return false;
  }

  /**
   * Does it, and returns when the client says that it is done.
   *
   * @return what it printed; of {@link Verb#LIST} the names in the directory, in any order
   * @throws AssertionError with all that the client said, when it fails
   */
  List<String> run(Target target, Errand errand) throws IOException, InterruptedException;

  /** Begins {@link Verb#PUT_STREAM} or {@link Verb#GET_STREAM}; the caller closes it. */
  Running start(Target target, Errand errand) throws IOException, InterruptedException;
}
