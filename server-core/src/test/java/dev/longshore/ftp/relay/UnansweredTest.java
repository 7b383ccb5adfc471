package dev.longshore.ftp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** How many data connections may wait for another replica. */
class UnansweredTest {
  private static final int OF_ADDRESS = 256;
  private static final int ALL = 1024;

  private static InetAddress client(int number) {
    return InetAddress.ofLiteral("192.0.2." + number);
  }

  private static int entered(Unanswered unanswered, InetAddress client) {
    int entered = 0;
    while (unanswered.enter(client)) {
      entered++;
    }
    return entered;
  }

  @Test
  void anAddressHasItsBoundAndLeavesRoom() {
    Unanswered unanswered = new Unanswered(true);
    assertThat(entered(unanswered, client(1))).isEqualTo(OF_ADDRESS);
    assertThat(unanswered.enter(client(2))).isTrue();
    unanswered.leave(client(1));
    assertThat(unanswered.enter(client(1))).isTrue();
  }

  @Test
  void whereAddressesSayNothingThereIsTheBoundOfAllAlone() {
    assertThat(entered(new Unanswered(false), client(1))).isEqualTo(ALL);
  }
}
