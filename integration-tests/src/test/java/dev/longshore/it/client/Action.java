package dev.longshore.it.client;

/** What each client is asked to do, a column of the table; {@link Trials} does it. */
enum Action {
  LOG_IN("log in", Verb.LOG_IN),
  MAKE_DIRECTORY("make directory", Verb.MAKE_DIRECTORY),
  PUT("put", Verb.PUT),
  PUT_EMPTY("put empty", Verb.PUT_EMPTY),
  GET("get", Verb.GET),
  RESUME_PUT("resume put", Verb.RESUME_PUT),
  RESUME_GET("resume get", Verb.RESUME_GET),
  APPEND("append", Verb.APPEND),
  RENAME("rename", Verb.RENAME),
  LIST_EMPTY("list empty", Verb.LIST),
  LIST_LARGE("list 2000", Verb.LIST),
  LIST_ODD("list odd", Verb.LIST),
  ODD_NAMES("odd names", Verb.GET),
  PUT_TIME("put time", Verb.PUT_TIME),
  GET_TIME("get time", Verb.GET_TIME),
  ABORT_PUT("abort put", Verb.PUT_STREAM),
  ABORT_GET("abort get", Verb.GET_STREAM),
  PUT_TREE("put tree", Verb.PUT_TREE),
  GET_TREE("get tree", Verb.GET_TREE),
  DELETE("delete", Verb.DELETE),
  REMOVE_DIRECTORY("remove directory", Verb.REMOVE_DIRECTORY);

  private final String label;
  private final Verb verb;

  Action(String label, Verb verb) {
    this.label = label;
    this.verb = verb;
  }

  /** As the table has it. */
  String label() {
    return label;
  }

  /** What a client must be able to do for it. */
  Verb verb() {
    return verb;
  }
}
