package dev.longshore.demo;

/** Why the demo ends before its time, in one line for its user. */
final class DemoFailure extends Exception {
  private static final long serialVersionUID = 1;
  private static final int BAD_ARGUMENTS = 2;

  private final int status;

  private DemoFailure(String message, int status) {
    super(message);
    this.status = status;
  }

  DemoFailure(String message) {
    this(message, 1);
  }

  /** What was asked for makes no sense. */
  static DemoFailure ofArguments(String message) {
    return new DemoFailure(message, BAD_ARGUMENTS);
  }

  /** The exit status that goes with it. */
  int status() {
    return status;
  }
}
