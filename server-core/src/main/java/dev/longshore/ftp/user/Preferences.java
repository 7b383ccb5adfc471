package dev.longshore.ftp.user;

import java.util.Optional;

/**
 * What is otherwise for one user than the server's settings have it; empty is as the server does.
 */
public record Preferences(Optional<Ascii> ascii, Optional<MissingParents> missingParents) {

  public static final Preferences NONE = new Preferences(Optional.empty(), Optional.empty());
}
