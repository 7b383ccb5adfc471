package dev.longshore.ftp.listing;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A fact of MLST and MLSD (RFC 3659 section 7.5); the order is the order in which they are sent.
 */
public enum Fact {
  TYPE("type"),
  SIZE("size"),
  MODIFY("modify"),
  PERM("perm"),
  UNIX_MODE("UNIX.mode");

  /** What a session sees until it says otherwise. */
  public static final Set<Fact> ALL = Set.copyOf(EnumSet.allOf(Fact.class));

  private final String label;

  Fact(String label) {
    this.label = label;
  }

  /** Its name on the wire. */
  public String label() {
    return label;
  }

  /**
   * The facts that a list names, in any case; unknown names are passed over (RFC 3659 section 7.9).
   */
  public static Set<Fact> parse(String list) {
    Set<String> names = Set.copyOf(List.of(list.toLowerCase(Locale.ROOT).split(";", -1)));
    return EnumSet.allOf(Fact.class).stream()
        .filter(f -> names.contains(f.label.toLowerCase(Locale.ROOT)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The line of FEAT: all facts, those selected with a star (RFC 3659 section 7.8). */
  public static String feature(Set<Fact> selected) {
    return "MLST "
        + EnumSet.allOf(Fact.class).stream()
            .map(f -> f.label + (selected.contains(f) ? "*;" : ";"))
            .collect(Collectors.joining());
  }

  /** A selection as the answer to OPTS shows it. */
  public static String list(Set<Fact> selected) {
    return EnumSet.allOf(Fact.class).stream()
        .filter(selected::contains)
        .map(f -> f.label + ";")
        .collect(Collectors.joining());
  }
}
