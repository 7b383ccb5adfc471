package dev.longshore.it.conformance;

import dev.longshore.it.Wire;

/**
 * One rule of the wire.
 *
 * @param number a letter and three digits; a neighbour that was found later has its rule's number
 *     and one of its own behind a dot
 * @param sentence what holds, in the present tense
 * @param content how it is tried, or why it can not be
 */
record Case(String number, String sentence, Content content) {

  /** Either a script or a reason for having none. */
  sealed interface Content {}

  /** It holds, and this shows it. */
  record Holds(Script script) implements Content {}

  /** It does not hold. */
  record Open(String reason) implements Content {}

  /** What is done; it throws where the rule is broken. */
  @FunctionalInterface
  interface Script {
    void run(Stage stage) throws Exception;
  }

  /** The same for a case that needs one logged-in session and nothing else. */
  @FunctionalInterface
  interface Conversation {
    void run(Wire wire) throws Exception;
  }

  /** A case of one session, logged in, TYPE A, in the case's own directory with its files. */
  static Case session(String number, String sentence, Conversation conversation) {
    return stage(number, sentence, stage -> conversation.run(stage.wire()));
  }

  /** A case that sets up for itself what it needs. */
  static Case stage(String number, String sentence, Script script) {
    return new Case(number, sentence, new Holds(script));
  }

  /** A case that does not hold, and why. */
  static Case open(String number, String sentence, String reason) {
    return new Case(number, sentence, new Open(reason));
  }

  /** Whether it is a neighbour of a rule and not the rule itself. */
  boolean isNeighbour() {
    return number.indexOf('.') >= 0;
  }

  boolean holds() {
    return content instanceof Holds;
  }

  /** As the test's report shows it. */
  @Override
  public String toString() {
    return number + " " + sentence;
  }
}
