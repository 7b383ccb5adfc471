package dev.longshore.it.client;

import java.util.List;

/** File names that clients, shells, URLs and replies stumble over. */
final class OddNames {
  static final List<String> ALL =
      List.of(
          "two words",
          " leading space",
          "trailing space ",
          "  two  spaces  ",
          "Grüße.txt",
          "日本語",
          "🚢 beyond the basic plane",
          "\"quoted\"",
          "it's",
          "100%2Fpercent",
          "a%20b",
          "a+b",
          "a#b",
          "a?b&c=d",
          "semi;colon",
          "back\\slash",
          "-a",
          "-rw-r--r-- 1 a b 1 Jan 1 00:00 fake",
          "226 ok",
          "200-x",
          "5 bytes.txt",
          "~tilde",
          "$dollar!",
          "[brackets]",
          "{a,b}",
          "star*",
          "...");

  private OddNames() {}

  static List<String> sayableBy(RealClient client) {
    return ALL.stream().filter(name -> client.cannotSay(name).isEmpty()).toList();
  }
}
