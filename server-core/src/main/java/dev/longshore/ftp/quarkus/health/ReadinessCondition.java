package dev.longshore.ftp.quarkus.health;

/**
 * One thing that must be so before clients are sent here. A bean of this type is asked whenever
 * readiness is, on any thread; it answers at once, from what it knows already.
 */
public interface ReadinessCondition {

  /** What it is, in kebab-case, as {@code ftp-listeners}. */
  String name();

  boolean holds();
}
