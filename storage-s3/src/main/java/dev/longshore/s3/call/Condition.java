package dev.longshore.s3.call;

import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.call.ProviderProfile.Trait;
import java.util.Optional;

/** What must be true of an object for a call to change or read it; the store checks it. */
public sealed interface Condition {

  /** Whatever is there. */
  record None() implements Condition {}

  /** Nothing is there: {@code If-None-Match: *}. */
  record Absent() implements Condition {}

  /** This very version is there: {@code If-Match}. */
  record Version(String etag) implements Condition {}

  static Condition none() {
    return new None();
  }

  static Condition absent() {
    return new Absent();
  }

  default Optional<String> ifMatch() {
    return switch (this) {
      case None none -> Optional.empty();
      case Absent absent -> Optional.empty();
      case Version version -> Optional.of(version.etag());
    };
  }

  default Optional<String> ifNoneMatch() {
    return switch (this) {
      case None none -> Optional.empty();
      case Absent absent -> Optional.of("*");
      case Version version -> Optional.empty();
    };
  }

  /** What of it may be sent with a call that writes or deletes. */
  default Condition forWriting(ProviderProfile profile) {
    return profile.has(Trait.NO_CONDITIONAL_WRITES) ? none() : this;
  }

  /** What it means when the store says that it is not so. */
  default Kind failure() {
    return switch (this) {
      case None none -> Kind.CHANGED;
      case Absent absent -> Kind.ALREADY_EXISTS;
      case Version version -> Kind.CHANGED;
    };
  }
}
