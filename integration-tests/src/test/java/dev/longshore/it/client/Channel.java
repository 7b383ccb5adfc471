package dev.longshore.it.client;

/** How a client makes its data connections; the command it sends, and the family of addresses. */
enum Channel {
  EPSV("EPSV", false, false),
  PASV("PASV", false, false),
  EPRT("EPRT", true, false),
  PORT("PORT", true, false),
  EPSV_IPV6("EPSV [::1]", false, true),
  EPRT_IPV6("EPRT [::1]", true, true);

  private final String label;
  private final boolean active;
  private final boolean ipv6;

  Channel(String label, boolean active, boolean ipv6) {
    this.label = label;
    this.active = active;
    this.ipv6 = ipv6;
  }

  /** As the table has it. */
  String label() {
    return label;
  }

  /** Whether the gateway connects to the client. */
  boolean active() {
    return active;
  }

  boolean ipv6() {
    return ipv6;
  }

  /** Whether it uses a command of RFC 2428 rather than one of RFC 959. */
  boolean extended() {
    return this != PASV && this != PORT;
  }
}
