package dev.longshore.ftp.listing;

import dev.longshore.ftp.control.TextCoding;
import dev.longshore.ftp.storage.Entry;
import dev.longshore.ftp.storage.EntryCursor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** How one entry becomes one line; used by one thread. */
@FunctionalInterface
public interface ListingFormat {

  /** Appends the line of an entry, without its end. */
  void append(Entry entry, StringBuilder line);

  /** Bare names behind a prefix that makes them usable as arguments (RFC 1123 section 4.1.2.7). */
  static ListingFormat names(String prefix) {
    return (entry, line) -> line.append(prefix).append(entry.name());
  }

  /** Writes what is left of a directory, each line ended by CR LF whatever the type. */
  default void write(EntryCursor entries, OutputStream out, TextCoding coding) throws IOException {
    OutputStream buffered = new BufferedOutputStream(out, 16 * 1024);
    StringBuilder line = new StringBuilder(128);
    for (Optional<Entry> e = entries.next(); e.isPresent(); e = entries.next()) {
      line.setLength(0);
      append(e.get(), line);
      line.append("\r\n");
      buffered.write(coding.encode(line.toString()));
    }
    buffered.flush();
  }
}
