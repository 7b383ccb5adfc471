package dev.longshore.ftp.transfer;

import dev.longshore.ftp.event.ServerEvents.Direction;
import dev.longshore.ftp.storage.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/**
 * What crosses a data connection, on a thread of its own, while commands are answered; all that
 * could fail before any byte has already been done.
 */
public sealed interface Transfer {

  Direction direction();

  /** What is transferred, for the log. */
  String path();

  /** The text of the 150. */
  String opening();

  /** How many bytes that takes, where it is known. */
  OptionalLong size();

  /** From the server to the client. */
  record Send(Direction direction, String path, String opening, OptionalLong size, Source source)
      implements Transfer {}

  /**
   * From the client to the server.
   *
   * @param size what ALLO announced; another number of bytes is a lost connection
   * @param ascii whether line ends are converted
   */
  record Receive(String path, String opening, OptionalLong size, boolean ascii, Sink sink)
      implements Transfer {
    @Override
    public Direction direction() {
      return Direction.UPLOAD;
    }
  }

  /** Where the bytes of a {@link Send} come from; owned by the transfer. */
  interface Source extends AutoCloseable {

    /**
     * Writes everything; throws StorageException when the storage fails, else what {@code out}
     * threw.
     */
    void writeTo(OutputStream out) throws IOException;

    /** Ends it, from any thread; a blocked {@link #writeTo} ends soon. */
    @Override
    void close();
  }

  /** Where the bytes of a {@link Receive} go. */
  @FunctionalInterface
  interface Sink {

    /** Returns when all of it is stored, and throws when nothing changed. */
    void store(Content content) throws IOException;
  }
}
