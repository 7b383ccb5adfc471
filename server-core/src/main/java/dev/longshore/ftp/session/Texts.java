package dev.longshore.ftp.session;

import java.util.List;

/**
 * What the operator wants said; each of at least one line.
 *
 * @param greeting to whoever connects
 * @param welcome to whoever has logged in, unless the user has a text of its own
 */
public record Texts(List<String> greeting, List<String> welcome) {
  public static final Texts DEFAULT = new Texts(List.of("Longshore ready"), List.of("Logged in"));

  public Texts {
    greeting = List.copyOf(greeting);
    welcome = List.copyOf(welcome);
  }
}
