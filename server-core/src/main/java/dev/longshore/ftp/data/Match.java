package dev.longshore.ftp.data;

import dev.longshore.ftp.data.PassivePort.Entry;

/** What a connection to a passive port is, as a {@link LeaseTable} sees it. */
sealed interface Match {

  /** The one that a lease waits for. */
  record Serves(Entry entry) implements Match {}

  /** A second one to the port of a lease that was just served. */
  record Contests(Entry entry) implements Match {}

  /** One from elsewhere to a port where somebody else is awaited. */
  record Foreign(Entry awaited) implements Match {}

  /** One to a port that another process lends now. */
  record Elsewhere() implements Match {}

  /** Nobody's, to a port that is lent here. */
  record Unexpected() implements Match {}
}
