package dev.longshore.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where 227 and 229 say that the data connection goes, read as strictly as firewalls do. */
final class PassiveReply {
  private static final Pattern PASSIVE =
      Pattern.compile(
          "227 Entering Passive Mode \\((\\d+),(\\d+),(\\d+),(\\d+),(\\d+),(\\d+)\\)\\.?");
  private static final Pattern EXTENDED_PASSIVE =
      Pattern.compile("229 Entering Extended Passive Mode \\(\\|\\|\\|(\\d+)\\|\\)");

  private PassiveReply() {}

  /** Of a 227. */
  static InetSocketAddress address(Reply reply) throws IOException {
    MatchResult found = found(PASSIVE, reply);
    byte[] address = new byte[4];
    for (int i = 0; i < address.length; i++) {
      address[i] = (byte) Integer.parseInt(found.group(i + 1));
    }
    int port = (Integer.parseInt(found.group(5)) << 8) + Integer.parseInt(found.group(6));
    return new InetSocketAddress(InetAddress.getByAddress(address), port);
  }

  /** Of a 229. */
  static int port(Reply reply) {
    return Integer.parseInt(found(EXTENDED_PASSIVE, reply).group(1));
  }

  private static MatchResult found(Pattern pattern, Reply reply) {
    Matcher matcher = pattern.matcher(reply.text());
    if (!matcher.matches()) {
      throw new AssertionError("not of the form " + pattern + ": " + reply.text());
    }
    return matcher.toMatchResult();
  }
}
