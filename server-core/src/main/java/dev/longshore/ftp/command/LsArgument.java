package dev.longshore.ftp.command;

/**
 * The argument of LIST, NLST or STAT: options as of {@code ls}, of which {@code R} alone means
 * something to LIST, and what is behind them. A file of such a name is {@code ./-a}.
 *
 * @param path as the client wrote it, perhaps empty
 * @param tree whether {@code R} was among the options
 */
record LsArgument(String path, boolean tree) {

  static LsArgument of(String argument) {
    boolean tree = false;
    int at = 0;
    while (argument.startsWith("-", at)) {
      int blank = argument.indexOf(' ', at);
      int end = blank < 0 ? argument.length() : blank;
      tree |= argument.substring(at, end).indexOf('R') >= 0;
      at = blank < 0 ? end : blank + 1;
    }
    return new LsArgument(argument.substring(at), tree);
  }
}
