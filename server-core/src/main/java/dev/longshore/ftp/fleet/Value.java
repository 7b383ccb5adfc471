package dev.longshore.ftp.fleet;

/**
 * What is said of a {@link Key}: two numbers, of which the topic says what they mean.
 *
 * @param second 0 where the topic has only one
 */
public record Value(long first, long second) {
  public static Value of(long only) {
    return new Value(only, 0);
  }
}
