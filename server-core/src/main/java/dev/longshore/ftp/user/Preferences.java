package dev.longshore.ftp.user;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * What is otherwise for one user than the server's settings have it; empty is as the server does.
 *
 * @param charset of lines that are not UTF-8
 */
public record Preferences(
    Optional<Ascii> ascii, Optional<MissingParents> missingParents, Optional<Charset> charset) {

  public static final Preferences NONE =
      new Preferences(Optional.empty(), Optional.empty(), Optional.empty());
}
