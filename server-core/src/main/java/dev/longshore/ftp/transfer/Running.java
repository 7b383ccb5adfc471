package dev.longshore.ftp.transfer;

import dev.longshore.ftp.reply.Reply;
import java.util.List;
import java.util.Optional;

/**
 * What runs on a thread of its own beside a session's loop: a transfer, or a command that may have
 * to wait. The loop alone calls the methods; what they return is to be sent, in this order.
 */
public sealed interface Running permits RunningTransfer, RunningCall {

  /** Calls it off for ABOR; empty if its end is to be waited for, as {@link #isAborting} says. */
  List<Reply> abort();

  /** Whether ABOR waits for its end. */
  boolean isAborting();

  /** ABOR has waited as long as it may. */
  List<Reply> abandon();

  /** Calls it off since the client is gone, unless that can not be taken back any more. */
  void controlLost();

  /** Calls it off since the server ends, as {@link #controlLost}; its last reply if that is now. */
  Optional<Reply> shutDown();

  /** Whether its last reply has been returned; its thread may still let go of the storage. */
  boolean hasEnded();

  /** How far it is, where it can tell. */
  Optional<Progress> progress();
}
