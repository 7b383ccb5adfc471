package dev.longshore.ftp.storage;

/**
 * What not every storage can do; a command that needs a missing one is refused and not advertised.
 */
public enum Feature {
  /** {@link StoreOptions.Mode#APPEND} and {@link StoreOptions.Mode#FROM_OFFSET}. */
  APPEND,
  /** {@link Storage#touch}, and a time given with {@link StoreOptions#modified()}. */
  TOUCH
}
