package dev.longshore.ftp.transfer;

import dev.longshore.ftp.event.ServerEvents.Direction;
import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.storage.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * What a session has done on a thread of its own, while commands are answered; all that could fail
 * before any byte has already been done.
 */
public sealed interface Transfer {

  /** What is transferred or read, for the log. */
  String path();

  /** How many bytes that takes, where it is known. */
  OptionalLong size();

  /** What crosses a data connection. */
  sealed interface OverData extends Transfer {

    Direction direction();

    /** The text of the 150. */
    String opening();
  }

  /** From the server to the client. */
  record Send(Direction direction, String path, String opening, OptionalLong size, Source source)
      implements OverData {}

  /**
   * From the client to the server.
   *
   * @param size what ALLO announced; another number of bytes is a lost connection
   */
  record Receive(String path, String opening, OptionalLong size, Sink sink) implements OverData {
    @Override
    public Direction direction() {
      return Direction.UPLOAD;
    }
  }

  /**
   * A file read for what is to be said of it: nothing crosses a data connection, and there is one
   * reply.
   *
   * @param verb the command, for the events
   * @param sink takes the bytes in; never blocks
   * @param reply asked for once when all bytes are in
   */
  record Reading(
      String verb,
      String path,
      OptionalLong size,
      Source source,
      OutputStream sink,
      Supplier<Reply> reply)
      implements Transfer {}

  /** Where the bytes of a {@link Send} or a {@link Reading} come from; owned by the transfer. */
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
