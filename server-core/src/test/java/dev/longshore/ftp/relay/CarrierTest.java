package dev.longshore.ftp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.control.Accepted;
import dev.longshore.ftp.control.ProgressWatchdog;
import dev.longshore.ftp.event.TraceContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A data connection whose owner has fallen silent. */
@Timeout(60)
final class CarrierTest {
  private static final int OWNED = 20_013;

  @Test
  void onlyWhereNothingMovesAndTheOwnerIsNotKnownToLiveItEnds() throws Exception {
    try (ProgressWatchdog watchdog = new ProgressWatchdog(Duration.ofSeconds(20));
        TestOwner owner = new TestOwner();
        ServerSocket entrance = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(entrance.getInetAddress(), entrance.getLocalPort());
        Socket accepted = entrance.accept();
        Hop hop = Hop.dial(owner.member, TestOwner.KEYS.first(), Hop.ANSWER).orElseThrow()) {
      client.setSoTimeout(10_000);
      InetSocketAddress dialled = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), OWNED);
      InetSocketAddress from = (InetSocketAddress) client.getLocalSocketAddress();
      TraceContext trace = TraceContext.create();
      assertThat(hop.ask(new HopRequest(from, dialled, trace), Hop.ANSWER))
          .isEqualTo(Verdict.TAKEN);
      Carrier carrier =
          new Carrier(
              new Accepted(accepted, from, dialled, Optional.of(trace)),
              trace,
              hop,
              RelayMemory.ofHeap().share(),
              watchdog);
      Thread carrying = Thread.ofVirtual().start(() -> carry(carrier));

      carrier.judge(Duration.ZERO, member -> member.equals(owner.member));
      carrier.judge(Duration.ofMinutes(1), _ -> false);
      client.getOutputStream().write(7);
      assertThat(owner.taken().socket().getInputStream().read()).isEqualTo(7);

      carrier.judge(Duration.ZERO, _ -> false);
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
      carrying.join();
    }
  }

  private static void carry(Carrier carrier) {
    try {
      carrier.carry();
      assertThat(carrier.leavesHop()).isFalse();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
