package dev.longshore.it.client;

/** What a client can be told to do, each in a login of its own. */
enum Verb {
  LOG_IN,
  MAKE_DIRECTORY,
  PUT,
  /** The same with a file of no bytes. */
  PUT_EMPTY,
  GET,
  /** Sends what the remote file lacks of the local one. */
  RESUME_PUT,
  /** Fetches what the local file lacks of the remote one. */
  RESUME_GET,
  /** Sends the local file to the end of the remote one. */
  APPEND,
  RENAME,
  /** Prints the names in a directory. */
  LIST,
  /** The remote file then has the local one's time. */
  PUT_TIME,
  /** The local file then has the remote one's time. */
  GET_TIME,
  /** Sends what it reads, until it is interrupted. */
  PUT_STREAM,
  /** Prints a file, until it is interrupted. */
  GET_STREAM,
  /** Sends a directory with all that is in it. */
  PUT_TREE,
  /** Fetches a directory with all that is in it. */
  GET_TREE,
  DELETE,
  REMOVE_DIRECTORY
}
