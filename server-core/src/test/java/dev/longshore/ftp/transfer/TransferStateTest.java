package dev.longshore.ftp.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.reply.Reply;
import dev.longshore.ftp.reply.ReplyCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which replies are sent, however a transfer, ABOR and the end of the client meet. */
class TransferStateTest {
  private static final Reply LAST = Reply.of(ReplyCode.TRANSFER_COMPLETE, "the last reply");

  private final TransferState transfer = TransferState.ofTransfer();

  @Test
  void aTransferThatIsLeftAloneHasItsLastReplyOnce() {
    assertThat(transfer.open()).isTrue();
    assertThat(transfer.commit()).isTrue();
    assertThat(transfer.end(LAST)).containsExactly(LAST);
    assertThat(transfer.end(LAST)).isEmpty();
    assertThat(transfer.hasEnded()).isTrue();
  }

  @Test
  void aTransferThatFailsBeforeItsDataConnectionHasAReply() {
    assertThat(transfer.end(LAST)).containsExactly(LAST);
  }

  @Test
  void aborBeforeTheDataConnectionEndsItAndLetsNoneBeOpened() {
    assertThat(codes(transfer.abort())).containsExactly(426, 226);
    assertThat(transfer.open()).isFalse();
    assertThat(transfer.end(LAST)).isEmpty();
  }

  @Test
  void aborWhileBytesMoveEndsItAndLetsNothingBePublished() {
    assertThat(transfer.open()).isTrue();
    assertThat(codes(transfer.abort())).containsExactly(426, 226);
    assertThat(transfer.commit()).isFalse();
    assertThat(transfer.end(LAST)).isEmpty();
  }

  @Test
  void aborOfWhatIsBeingPublishedWaitsForTheTrueReply() {
    publish();
    assertThat(transfer.abort()).isEmpty();
    assertThat(transfer.isAborting()).isTrue();
    assertThat(codes(transfer.end(LAST))).containsExactly(226, 226);
    assertThat(transfer.abandon()).isEmpty();
  }

  @Test
  void aborThatHasWaitedLongEnoughMakesNoClaim() {
    publish();
    assertThat(transfer.abort()).isEmpty();
    List<Reply> replies = transfer.abandon();
    assertThat(codes(replies)).containsExactly(426, 226);
    assertThat(replies.getFirst().first()).contains("may still be done");
    assertThat(transfer.end(LAST)).isEmpty();
  }

  @Test
  void theEndOfTheClientEndsWhatMovesWithoutAReply() {
    assertThat(transfer.open()).isTrue();
    assertThat(transfer.lose()).isTrue();
    assertThat(transfer.commit()).isFalse();
    assertThat(transfer.end(LAST)).isEmpty();
  }

  @Test
  void theEndOfTheClientDoesNotEndWhatIsBeingPublished() {
    publish();
    assertThat(transfer.lose()).isFalse();
    assertThat(transfer.end(LAST)).containsExactly(LAST);
  }

  @Test
  void aCommandsCallIsWaitedForByAbor() {
    TransferState call = TransferState.ofCall();
    assertThat(call.abort()).isEmpty();
    assertThat(codes(call.end(LAST))).containsExactly(226, 226);
  }

  @Test
  void stepsOutOfOrderAreOurOwnMistakes() {
    assertThatThrownBy(transfer::commit).isInstanceOf(IllegalStateException.class);
    assertThat(transfer.open()).isTrue();
    assertThatThrownBy(transfer::open).isInstanceOf(IllegalStateException.class);
    assertThat(transfer.end(LAST)).isNotEmpty();
    assertThatThrownBy(transfer::abort).isInstanceOf(IllegalStateException.class);
  }

  private void publish() {
    assertThat(transfer.open()).isTrue();
    assertThat(transfer.commit()).isTrue();
  }

  private static List<Integer> codes(List<Reply> replies) {
    return replies.stream().map(reply -> reply.code().number()).toList();
  }
}
