package dev.longshore.it.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of MLSD or of MLST, read as strictly as RFC 3659 section 7.2 has it: facts that each end
 * in a semicolon, exactly one blank, the name.
 *
 * @param values by the names of the facts in lower case, in the order of the line
 * @param name as it stands there
 */
record Facts(Map<String, String> values, String name) {
  private static final Pattern LINE = Pattern.compile("((?:[A-Za-z.]+=[^; ]*;)*) (.+)");

  static Facts of(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new AssertionError("not facts, a blank and a name: \"" + line + "\"");
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String fact : matcher.group(1).split(";", -1)) {
      int equals = fact.indexOf('=');
      if (equals > 0) {
        values.put(fact.substring(0, equals).toLowerCase(Locale.ROOT), fact.substring(equals + 1));
      }
    }
    return new Facts(values, matcher.group(2));
  }

  /** All lines of MLSD, by their names. */
  static Map<String, Facts> all(String listing) {
    return Text.lines(listing).stream()
        .map(Facts::of)
        .collect(Collectors.toMap(Facts::name, each -> each));
  }

  /** The line of MLSD with this name, which must be there. */
  static Facts of(String listing, String name) {
    Facts facts = all(listing).get(name);
    if (facts == null) {
      throw new AssertionError("no " + name + " in " + listing);
    }
    return facts;
  }

  /** The one line in a reply to MLST, which is behind a blank of the reply's own. */
  static Facts only(List<String> body) {
    if (body.size() != 1 || !body.getFirst().startsWith(" ")) {
      throw new AssertionError("not one line behind one blank: " + body);
    }
    return of(body.getFirst().substring(1));
  }

  /** A fact, or nothing in its place. */
  String fact(String fact) {
    return values.getOrDefault(fact, "");
  }
}
