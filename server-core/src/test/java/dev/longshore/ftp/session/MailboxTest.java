package dev.longshore.ftp.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.ftp.control.CommandLine;
import dev.longshore.ftp.control.Input;
import dev.longshore.ftp.session.SessionEvent.Received;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much a session's mailbox holds, and who waits for whom. */
@Timeout(30)
class MailboxTest {
  private static final Received LONG = line("x".repeat(8000));

  private final Mailbox mailbox = new Mailbox();

  @Test
  void whatComesIsTakenInItsOrder() {
    Received first = line("1");
    assertThat(mailbox.put(first)).isTrue();
    assertThat(mailbox.post(new SessionEvent.Dismissed(false))).isTrue();
    assertThat(mailbox.take(soon())).isSameAs(first);
    assertThat(mailbox.take(soon())).isInstanceOf(SessionEvent.Dismissed.class);
  }

  @Test
  void whereNothingComesThereIsATick() {
    assertThat(mailbox.take(System.nanoTime() + 1_000_000)).isInstanceOf(SessionEvent.Tick.class);
  }

  @Test
  void aDeadlineThatHasPassedComesBeforeWhatElseThereIs() {
    Received line = line("");
    assertThat(mailbox.put(line)).isTrue();
    assertThat(mailbox.take(System.nanoTime() - 1)).isInstanceOf(SessionEvent.Tick.class);
    assertThat(mailbox.take(soon())).isSameAs(line);
  }

  @Test
  void theReaderWaitsForRoomUntilALineIsDone() throws Exception {
    fill();
    CompletableFuture<Boolean> third = put(LONG);
    assertThat(mailbox.take(soon())).isSameAs(LONG);
    assertThat(mailbox.take(soon())).isSameAs(LONG);
    assertThat(mailbox.take(soon())).isInstanceOf(SessionEvent.Full.class);
    assertThat(third).isNotDone();
    mailbox.done(LONG);
    assertThat(third.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(mailbox.take(soon())).isSameAs(LONG);
  }

  @Test
  void eventsOfWhatRunsNeedNoRoom() {
    fill();
    assertThat(mailbox.post(new SessionEvent.Dismissed(false))).isTrue();
  }

  @Test
  void shortLinesCostMoreThanTheirBytes() {
    int count = 0;
    Received line = line("");
    CompletableFuture<Boolean> put = put(line);
    while (put.completeOnTimeout(false, 200, TimeUnit.MILLISECONDS).join()) {
      count++;
      put = put(line);
    }
    assertThat(count).isBetween(100, 256);
  }

  @Test
  void aReaderThatIsNotWantedAnyMoreIsLetGoAndNothingIsFull() throws Exception {
    fill();
    CompletableFuture<Boolean> third = put(LONG);
    mailbox.refuseLines();
    assertThat(third.get(10, TimeUnit.SECONDS)).isFalse();
    assertThat(mailbox.take(soon())).isSameAs(LONG);
    assertThat(mailbox.take(soon())).isSameAs(LONG);
    assertThat(mailbox.take(System.nanoTime())).isInstanceOf(SessionEvent.Tick.class);
    assertThat(mailbox.post(new SessionEvent.Dismissed(false))).isTrue();
  }

  @Test
  void aSessionThatIsOverTakesNothingInAndLetsTheReaderGo() throws Exception {
    fill();
    CompletableFuture<Boolean> third = put(LONG);
    assertThat(mailbox.close()).hasSize(2);
    assertThat(third.get(10, TimeUnit.SECONDS)).isFalse();
    assertThat(mailbox.put(line("late"))).isFalse();
    assertThat(mailbox.post(new SessionEvent.Dismissed(false))).isFalse();
  }

  private void fill() {
    assertThat(mailbox.put(LONG)).isTrue();
    assertThat(mailbox.put(LONG)).isTrue();
  }

  private CompletableFuture<Boolean> put(Received line) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> done.complete(mailbox.put(line)));
    return done;
  }

  private static Received line(String argument) {
    return new Received(new Input.Line(new CommandLine("NOOP", argument)));
  }

  private static long soon() {
    return System.nanoTime() + Duration.ofSeconds(10).toNanos();
  }
}
