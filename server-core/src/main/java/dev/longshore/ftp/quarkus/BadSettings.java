package dev.longshore.ftp.quarkus;

import java.util.List;

/**
 * Settings that the gateway can not start with. Thrown while it starts; the main class prints the
 * problems and nothing else.
 */
public final class BadSettings extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Several problems.
   *
   * @param problems at least one line, each beginning with the key
   */
  public BadSettings(List<String> problems) {
    super(String.join("\n", problems));
  }

  /** One problem of one key, as {@code longshore.ftp.port}. */
  public BadSettings(String key, String problem) {
    this(List.of(key + ": " + problem));
  }

  /** One line each. */
  public List<String> problems() {
    return String.valueOf(getMessage()).lines().toList();
  }
}
