package dev.longshore.it.client;

import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands in braces in a client's words, and is filled in for an {@link Errand}. */
enum Place {
  /** The local file or directory. */
  LOCAL,
  /** The folder that the local file or directory is in. */
  HERE,
  /** The remote path. */
  REMOTE,
  /** The remote folder that the remote path is in. */
  THERE,
  /** The remote path's new name. */
  TO,
  /** The remote path as a URL. */
  URL,
  /** The URL of the root. */
  ROOT,
  HOST,
  /** From which byte on to send. */
  OFFSET;

  private static final Pattern IN_BRACES = Pattern.compile("\\{([a-z]+)\\}");
  private static final Pattern WITH_PLACES = Pattern.compile("\\S*\\{[a-z]+\\}\\S*");

  /** Fills all of them in, each quoted as the client wants it. */
  static String fill(String words, Target target, Errand errand, UnaryOperator<String> quoting) {
    return IN_BRACES
        .matcher(words)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    quoting.apply(named(place.group(1)).value(target, errand))));
  }

  /** What is left when all that has such a place in it is gone. */
  static String without(String words) {
    return WITH_PLACES.matcher(words).replaceAll("").strip();
  }

  private static Place named(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  private String value(Target target, Errand errand) {
    return switch (this) {
      case LOCAL -> errand.local().toString();
      case HERE -> errand.local().resolveSibling("").toString();
      case REMOTE -> errand.remote();
      case THERE -> errand.remote().substring(0, errand.remote().lastIndexOf('/'));
      case TO -> errand.to();
      case URL -> target.url(errand.remote());
      case ROOT -> target.url("");
      case HOST -> target.host();
      case OFFSET -> Long.toString(errand.offset());
    };
  }
}
