package dev.longshore.ftp.quarkus;

import java.util.List;

/**
 * Settings that the gateway can not start with. Each problem is one line that names the key and
 * says what is wrong; the main class prints these lines and nothing else.
 */
public final class BadSettings extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param problems at least one line
   */
  public BadSettings(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }

  public BadSettings(String key, String problem) {
    this(List.of(key + ": " + problem));
  }
}
