package dev.longshore.it.client;

/** What each client is asked to do; {@link Trials} does it. */
enum Action {
  LOG_IN("login"),
  MAKE_DIRECTORY("mkdir"),
  PUT("put"),
  PUT_EMPTY("put empty"),
  GET("get"),
  RESUME("resume"),
  APPEND("append"),
  RENAME("rename"),
  LIST_EMPTY("list empty"),
  LIST_LARGE("list 2000"),
  LIST_ODD("list odd"),
  ODD_NAMES("odd names"),
  DELETE("delete"),
  REMOVE_DIRECTORY("rmdir");

  private final String label;

  Action(String label) {
    this.label = label;
  }

  /** As the table has it. */
  String label() {
    return label;
  }
}
