package dev.longshore.ftp.storage;

/**
 * What not every storage can do; a call that needs a missing one throws {@code UNSUPPORTED}. No
 * command asks yet before it advertises itself: both storages that exist can do all of it.
 */
public enum Feature {
  /** {@link StoreOptions.Mode#APPEND} and {@link StoreOptions.Mode#FROM_OFFSET}. */
  APPEND,
  /** {@link Storage#touch}, and a time given with {@link StoreOptions#modified()}. */
  TOUCH
}
