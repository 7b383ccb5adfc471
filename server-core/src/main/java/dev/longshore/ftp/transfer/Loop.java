package dev.longshore.ftp.transfer;

/**
 * A session's loop, as what runs beside it reaches it, from any thread. Nobody else sends replies,
 * so the loop is told and asked, and answers in the order in which things came to it.
 */
public interface Loop {

  /** Asks for the 150; returns when it is sent. False if the transfer has been called off. */
  boolean opens(RunningTransfer transfer);

  /**
   * Asks for the passage of the point of no return: what came before from the client, such as the
   * end of its control connection, has been heard by then. False if the upload has been called off.
   */
  boolean commits(RunningTransfer transfer);

  /** Tells of an end; false if the session is over and nobody will hear of it. */
  boolean ended(Running running);
}
