package dev.longshore.it;

/**
 * A whole reply as it came over the wire.
 *
 * @param text all lines without the line ends' CR, joined by LF
 */
public record Reply(int code, String text) {}
