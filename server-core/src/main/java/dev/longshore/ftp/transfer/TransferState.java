package dev.longshore.ftp.transfer;

import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.reply.ReplyCode;
import java.util.List;

/**
 * How far something is that runs beside its session's loop, and what the client is told at each
 * step: every method returns the replies that are to be sent, in their order. It sends nothing
 * itself, reads no clock, and is used by one thread at a time, so that ABOR and the end of a
 * transfer can not cross: by the loop, and once the session is over by the transfer's own.
 *
 * <pre>
 * PREPARED → MOVING → COMMITTING → ENDED
 *     └────────┴──ABOR──────│────────↑
 *                           └─ABOR→ ABORTING
 * </pre>
 */
final class TransferState {

  private enum Phase {
    /** Nothing has been said of it yet; it can be called off. */
    PREPARED,
    /** The 150 is sent and bytes move; it can be called off. */
    MOVING,
    /** What it does can not be taken back any more, only waited for. */
    COMMITTING,
    /** The same, and ABOR waits for what comes of it. */
    ABORTING,
    /** Its last reply is decided. */
    ENDED
  }

  private static final Reply ABORTED = Reply.of(ReplyCode.TRANSFER_ABORTED, "Transfer aborted");
  private static final Reply MAY_APPEAR =
      Reply.of(
          ReplyCode.TRANSFER_ABORTED,
          "Aborted while the storage was at work: it may still be done");
  private static final Reply ABOR_DONE = Reply.of(ReplyCode.TRANSFER_COMPLETE, "ABOR done");

  private Phase phase;

  private TransferState(Phase phase) {
    this.phase = phase;
  }

  /** Of a transfer, which begins with a 150. */
  static TransferState ofTransfer() {
    return new TransferState(Phase.PREPARED);
  }

  /** Of a command, whose only reply is its last. */
  static TransferState ofCall() {
    return new TransferState(Phase.COMMITTING);
  }

  /** The data connection is about to be opened; false if the transfer has been called off. */
  boolean open() {
    return advance(Phase.PREPARED, Phase.MOVING);
  }

  /** An upload is about to be published; false if it has been called off. */
  boolean commit() {
    return advance(Phase.MOVING, Phase.COMMITTING);
  }

  private boolean advance(Phase from, Phase to) {
    if (phase == Phase.ENDED) {
      return false;
    }
    if (phase != from) {
      throw new IllegalStateException("a transfer that is " + phase + " can not be " + to);
    }
    phase = to;
    return true;
  }

  /** It has ended by itself. */
  List<Reply> end(Reply last) {
    Phase before = phase;
    phase = Phase.ENDED;
    return switch (before) {
      case PREPARED, MOVING, COMMITTING -> List.of(last);
      case ABORTING -> List.of(last, ABOR_DONE);
      case ENDED -> List.of();
    };
  }

  /**
   * ABOR: two replies where something ran (RFC 959 section 4.1.3); none yet where it is being
   * committed, of which {@link #end} or {@link #abandon} says the end.
   */
  List<Reply> abort() {
    return switch (phase) {
      case PREPARED, MOVING -> {
        phase = Phase.ENDED;
        yield List.of(ABORTED, ABOR_DONE);
      }
      case COMMITTING -> {
        phase = Phase.ABORTING;
        yield List.of();
      }
      case ABORTING, ENDED -> throw new IllegalStateException("nothing to abort: " + phase);
    };
  }

  /** ABOR has waited long enough; no claim is made of what can not be known. */
  List<Reply> abandon() {
    if (phase != Phase.ABORTING) {
      return List.of();
    }
    phase = Phase.ENDED;
    return List.of(MAY_APPEAR, ABOR_DONE);
  }

  /** The client is gone; says whether this ends it, as nothing has been committed. */
  boolean lose() {
    if (phase != Phase.PREPARED && phase != Phase.MOVING) {
      return false;
    }
    phase = Phase.ENDED;
    return true;
  }

  /** Whether ABOR waits for its end. */
  boolean isAborting() {
    return phase == Phase.ABORTING;
  }

  boolean hasEnded() {
    return phase == Phase.ENDED;
  }
}
