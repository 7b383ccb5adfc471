package dev.longshore.ftp.storage;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a file is stored.
 *
 * @param mode what happens to a file that is there
 * @param offset for {@link Mode#FROM_OFFSET}: how many bytes of it stay in front of the content;
 *     else 0
 * @param size how many bytes of content the client announced, a hint only
 * @param modified the time that the file shall bear, where the storage can keep one
 */
public record StoreOptions(Mode mode, long offset, OptionalLong size, Optional<Instant> modified) {

  /** What happens to a file that is there. */
  public enum Mode {
    /** It is replaced. */
    REPLACE,
    /** The call fails with {@code ALREADY_EXISTS}, also when another one creates it meanwhile. */
    CREATE,
    /** The content is added at its end; a missing file is created. */
    APPEND,
    /** Its first {@code offset} bytes stay, the content follows, what else was there is gone. */
    FROM_OFFSET
  }

  public static final StoreOptions REPLACE = of(Mode.REPLACE);
  public static final StoreOptions CREATE = of(Mode.CREATE);
  public static final StoreOptions APPEND = of(Mode.APPEND);

  public static StoreOptions fromOffset(long offset) {
    return new StoreOptions(Mode.FROM_OFFSET, offset, OptionalLong.empty(), Optional.empty());
  }

  public StoreOptions withSize(long announced) {
    return new StoreOptions(mode, offset, OptionalLong.of(announced), modified);
  }

  public StoreOptions withModified(Instant time) {
    return new StoreOptions(mode, offset, size, Optional.of(time));
  }

  private static StoreOptions of(Mode mode) {
    return new StoreOptions(mode, 0, OptionalLong.empty(), Optional.empty());
  }
}
