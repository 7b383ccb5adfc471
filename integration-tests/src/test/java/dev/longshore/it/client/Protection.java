package dev.longshore.it.client;

/** What protects the connections: nothing, or TLS from which moment on and of which version. */
enum Protection {
  CLEAR("clear"),
  /** The client and the gateway agree on a version. */
  EXPLICIT("AUTH"),
  EXPLICIT_TLS_1_2("AUTH 1.2"),
  EXPLICIT_TLS_1_3("AUTH 1.3"),
  IMPLICIT("implicit");

  private final String label;

  Protection(String label) {
    this.label = label;
  }

  /** As the table has it. */
  String label() {
    return label;
  }

  boolean encrypted() {
    return this != CLEAR;
  }
}
