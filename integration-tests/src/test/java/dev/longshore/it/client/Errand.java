package dev.longshore.it.client;

import java.nio.file.Path;

/**
 * One thing asked of a client. Remote paths begin at the root and have no leading slash.
 *
 * @param remote the file or directory in the gateway; the root is empty
 * @param local its counterpart here, for those that have one
 * @param to the new name, for {@link Verb#RENAME}
 * @param offset from which byte on to send, for {@link Verb#RESUME_PUT}
 */
record Errand(Verb verb, String remote, Path local, String to, long offset) {

  static Errand of(Verb verb, String remote) {
    return of(verb, remote, Path.of(""));
  }

  static Errand of(Verb verb, String remote, Path local) {
    return new Errand(verb, remote, local, "", 0);
  }

  static Errand rename(String from, String to) {
    return new Errand(Verb.RENAME, from, Path.of(""), to, 0);
  }

  static Errand resumePut(Path local, String remote, long offset) {
    return new Errand(Verb.RESUME_PUT, remote, local, "", offset);
  }
}
