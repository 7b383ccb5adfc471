package dev.longshore.ftp.quarkus.health;

/**
 * One thing that must be so before clients are sent here. A bean of this type is asked whenever
 * readiness is, on any thread; it answers at once, from what it knows already.
 */
public interface ReadinessCondition {

  /** What it is, in kebab-case, as {@code ftp-listeners}. */
  String name();

  /** Whether clients may be sent here, as far as this is concerned. */
  boolean holds();

  /**
   * Whether all is well with it, which health tells; other than {@link #holds} where trouble would
   * not be less if clients were sent elsewhere.
   */
  default boolean isWell() {
    return holds();
  }
}
