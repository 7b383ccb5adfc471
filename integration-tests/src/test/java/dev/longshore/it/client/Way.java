package dev.longshore.it.client;

import java.util.Arrays;
import java.util.List;

/** One way from a client to its files: a row of the table. */
record Way(Channel channel, Protection protection) {

  /** The same protection with each of these data connections. */
  static List<Way> of(Protection protection, Channel... channels) {
    return Arrays.stream(channels).map(channel -> new Way(channel, protection)).toList();
  }

  /** As the table has it. */
  String label() {
    return protection.label() + " " + channel.label();
  }

  boolean active() {
    return channel.active();
  }

  boolean ipv6() {
    return channel.ipv6();
  }

  boolean extended() {
    return channel.extended();
  }

  boolean encrypted() {
    return protection.encrypted();
  }

  boolean implicit() {
    return protection == Protection.IMPLICIT;
  }
}
