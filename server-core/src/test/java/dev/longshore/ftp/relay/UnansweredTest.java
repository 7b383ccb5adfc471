package dev.longshore.ftp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** How many data connections may wait for another replica. */
class UnansweredTest {
  private static final int OF_ADDRESS = 512;
  private static final int OF_ADDRESS_AT_PORT = 64;
  private static final int OF_PORT = 128;
  private static final int ALL = 4096;

  private static InetAddress client(int number) {
    return InetAddress.ofLiteral("192.0.2." + number);
  }

  /** How many get in, if each comes to a port of its number. */
  private static int entered(Unanswered unanswered, InetAddress client, IntUnaryOperator port) {
    int entered = 0;
    while (unanswered.enter(client, port.applyAsInt(entered))) {
      entered++;
    }
    return entered;
  }

  @Test
  void anAddressHasItsBoundAndLeavesRoom() {
    Unanswered unanswered = new Unanswered(true);
    assertThat(entered(unanswered, client(1), n -> n)).isEqualTo(OF_ADDRESS);
    assertThat(unanswered.enter(client(2), 0)).isTrue();
    unanswered.leave(client(1), 7);
    assertThat(unanswered.enter(client(1), 7)).isTrue();
  }

  @Test
  void thoseOfOnePortLeaveRoomForOtherPorts() {
    Unanswered unanswered = new Unanswered(true);
    assertThat(entered(unanswered, client(1), _ -> 1)).isEqualTo(OF_ADDRESS_AT_PORT);
    assertThat(entered(unanswered, client(2), _ -> 1)).isEqualTo(OF_PORT - OF_ADDRESS_AT_PORT);
    assertThat(unanswered.enter(client(3), 1)).isFalse();
    assertThat(unanswered.enter(client(1), 2)).isTrue();
    assertThat(unanswered.enter(client(3), 2)).isTrue();
  }

  @Test
  void whereAddressesSayNothingTheirBoundsAreNotThere() {
    assertThat(entered(new Unanswered(false), client(1), _ -> 1)).isEqualTo(OF_PORT);
    assertThat(entered(new Unanswered(false), client(1), n -> n)).isEqualTo(ALL);
  }
}
