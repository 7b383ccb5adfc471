package dev.longshore.ftp.session;

/** What TYPE chose (RFC 959 section 3.1.1); L 8 is the same as image. */
public enum RepresentationType {
  ASCII,
  IMAGE
}
