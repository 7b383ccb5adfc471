package dev.longshore.ftp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of frames, however they are cut and however much is asked for at once. */
final class FrameInputTest {
  private static final int STREAMS = 50;

  @ParameterizedTest
  @ValueSource(ints = {1, 1000, HopInput.LARGE - 1, HopInput.LARGE, 300_000})
  void oneStreamBehindTheOtherIsReadAsItWasWritten(int mostRead) throws IOException {
    Random random = new Random(mostRead);
    byte[][] streams = new byte[STREAMS][];
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    for (int i = 0; i < STREAMS; i++) {
      streams[i] = new byte[random.nextInt(200_000) * random.nextInt(2)];
      random.nextBytes(streams[i]);
      write(streams[i], new FrameOutput(wire, _ -> true), random);
    }

    HopInput hop = new HopInput(new Piecemeal(wire.toByteArray(), random));
    for (byte[] stream : streams) {
      hop.begin(_ -> random.nextBoolean());
      assertThat(read(new FrameInput(hop), mostRead, random)).isEqualTo(stream);
      hop.rest();
    }
    assertThat(hop.read()).isNegative();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000, Frame.MOST})
  void whatHasComeIsReadAtOnce(int most) throws IOException {
    Random random = new Random(most);
    byte[] stream = new byte[500_000];
    random.nextBytes(stream);
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    write(stream, new FrameOutput(wire, _ -> true), random);
    FrameInput in = new FrameInput(new HopInput(new Piecemeal(wire.toByteArray(), random)));

    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] room = new byte[most];
    for (int n = in.readAll(room, 0, most); n >= 0; n = in.readAll(room, 0, most)) {
      assertThat(n).isPositive();
      read.write(room, 0, n);
    }
    assertThat(read.toByteArray()).isEqualTo(stream);
  }

  @Test
  void severalFramesThatHaveComeAreOneRead() throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    FrameOutput out = new FrameOutput(wire, _ -> true);
    out.write(new byte[100]);
    out.write(new byte[200]);
    out.end();
    FrameInput in = new FrameInput(new HopInput(new ByteArrayInputStream(wire.toByteArray())));

    assertThat(in.readAll(new byte[Frame.MOST], 0, Frame.MOST)).isEqualTo(300);
    assertThat(in.ended()).isFalse();
    assertThat(in.readAll(new byte[Frame.MOST], 0, Frame.MOST)).isEqualTo(-1);
    assertThat(in.ended()).isTrue();
  }

  private static void write(byte[] bytes, FrameOutput out, Random random) throws IOException {
    int most = 1 + random.nextInt(150_000);
    for (int at = 0; at < bytes.length; ) {
      int n = Math.min(bytes.length - at, 1 + random.nextInt(most));
      out.write(bytes, at, n);
      at += n;
    }
    out.end();
  }

  /** Reads to the end, sometimes much and sometimes little at a time. */
  private static byte[] read(FrameInput in, int most, Random random) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] buffer = new byte[most + 10];
    while (true) {
      int offset = random.nextInt(10);
      int asked = random.nextInt(8) == 0 ? 1 + random.nextInt(most) : most;
      int n = in.read(buffer, offset, asked);
      if (n < 0) {
        return read.toByteArray();
      }
      read.write(buffer, offset, n);
    }
  }

  /** Gives fewer bytes than are asked for, as sockets do. */
  private static final class Piecemeal extends FilterInputStream {
    private final Random random;

    private Piecemeal(byte[] bytes, Random random) {
      super(new ByteArrayInputStream(bytes));
      this.random = random;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      return in.read(to, offset, Math.min(length, 1 + random.nextInt(100_000)));
    }
  }
}
