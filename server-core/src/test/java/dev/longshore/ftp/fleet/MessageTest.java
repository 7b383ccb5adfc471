package dev.longshore.ftp.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.ftp.relay.PortPlan;
import dev.longshore.ftp.relay.WireVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
  private static final Key KEY = Key.hashed(Key.Topic.SESSIONS_OF_USER, "alice");
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private DataInputStream written() {
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }

  static Stream<Message> messages() {
    return Stream.of(
        new Message.Beat(),
        new Message.Reset(),
        new Message.Told(KEY, new Value(7, Long.MAX_VALUE)),
        new Message.Removed(KEY),
        new Message.Ask(3),
        new Message.Answer(4),
        new Message.Goodbye());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatIsWrittenIsRead(Message message) throws IOException {
    message.write(out);
    assertThat(Message.read(written())).hasValue(message);
  }

  @Test
  void whatALaterVersionSaysIsPassedOver() throws IOException {
    out.writeByte('Z');
    out.writeInt(3);
    out.write(new byte[3]);
    out.writeByte('T');
    out.writeInt(20);
    out.write(new byte[] {'z', 2, 'i', 'd'});
    out.write(new byte[16]);
    out.writeByte('B');
    out.writeInt(1);
    out.writeByte(0);
    DataInputStream in = written();

    assertThat(Message.read(in)).isEmpty();
    assertThat(Message.read(in)).isEmpty();
    assertThat(Message.read(in)).hasValue(new Message.Beat());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Message.LONGEST + 1, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void aForgedLengthIsRefusedBeforeMemoryIsTaken(int length) throws IOException {
    out.writeByte('B');
    out.writeInt(length);
    assertThatThrownBy(() -> Message.read(written())).isInstanceOf(IOException.class);
    bytes.reset();
    out.writeInt(length);
    assertThatThrownBy(() -> Hello.read(written())).isInstanceOf(IOException.class);
  }

  @Test
  void aHelloOfALaterVersionIsUnderstood() throws IOException {
    Hello hello =
        new Hello(
            WireVersion.OWN + 1,
            UUID.randomUUID(),
            3,
            99,
            new PortPlan(20_000, 48, 8),
            "fd00::1",
            2190);
    hello.write(out);
    assertThat(Hello.read(written())).isEqualTo(hello);
    byte[] longer = Arrays.copyOf(bytes.toByteArray(), bytes.size() + 5);
    longer[3] = (byte) (longer[3] + 5);
    assertThat(Hello.read(new DataInputStream(new ByteArrayInputStream(longer)))).isEqualTo(hello);
  }

  @Test
  void aPlanThatIsNoneIsAnErrorOfTheLink() throws IOException {
    new Hello(1, UUID.randomUUID(), 3, 99, new PortPlan(20_000, 48, 8), "", 2190).write(out);
    byte[] forged = bytes.toByteArray();
    // The count, behind length, version, run, slot, incarnation and start.
    forged[4 + 1 + 16 + 4 + 8 + 4 + 3] = 0;
    assertThatThrownBy(() -> Hello.read(new DataInputStream(new ByteArrayInputStream(forged))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("passive.count is 0");
  }
}
