package dev.longshore.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What it costs that a data connection comes to another replica than its owner. Other work on the
 * machine disturbs times and processors, so all ways are measured by turns and compared round by
 * round; docs/performance.md has the figures.
 */
@EnabledIfSystemProperty(named = "longshore.nightly", matches = "true")
@Timeout(1200)
final class RelayCostTest {
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 7;
  private static final long SIZE = 256L << 20;
  private static final double GIB = 1L << 30;
  private static final double MIB = 1L << 20;
  private static final int SMALL_WARM_UP = 300;
  private static final int SMALL_ROUNDS = 1000;
  private static final int PORTS = 12;
  private static final byte[] BLOCK = block();

  /** Which way a data connection goes to the owner of its port, and at which address it begins. */
  private enum Way {
    DIRECT("127.0.0.11"),
    RELAYED("127.0.0.12"),
    /** Through a process that copies from socket to socket. */
    COPIED("127.0.0.13");

    private final InetAddress host;

    Way(String host) {
      this.host = InetAddress.ofLiteral(host);
    }
  }

  private enum Direction {
    UP,
    DOWN
  }

  /** One transfer each way, one behind the other. */
  private record Round(Cost direct, Cost relayed, Cost copied) {
    double relayedBesideDirect() {
      return relayed.processors() / direct.processors();
    }

    /** The relay, with what it costs the owner that the bytes come in frames. */
    double hopBesideCopy() {
      return (relayed.between + relayed.owner - copied.owner) / copied.between;
    }
  }

  /** What one transfer took; of processors in seconds for a GiB, owner and what is between. */
  private record Cost(double owner, double between, double seconds) {
    double processors() {
      return owner + between;
    }

    double rate() {
      return SIZE / MIB / seconds;
    }
  }

  @TempDir private Path directory;
  private S3 s3;
  private Gateway owner;
  private Gateway relay;
  private BareCopy copy;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    int first = FreePorts.range(PORTS + 1);
    s3 = S3.inDirectory(Files.createDirectory(directory.resolve("s3")));
    owner = replica(Way.DIRECT, 0, first);
    relay = replica(Way.RELAYED, 1, first);
    copy = BareCopy.start(Way.COPIED.host, Way.DIRECT.host, first, PORTS / 2);
    owner.awaitLog("has joined");
    relay.awaitLog("replica 0 at .* is there");
  }

  private Gateway replica(Way way, int slot, int firstPort)
      throws IOException, InterruptedException {
    int relayPort = firstPort + PORTS;
    Path secrets = Files.writeString(directory.resolve("secrets"), "a secret of the benchmark");
    return Gateway.with(s3)
        .measured()
        .set("longshore.ftp.host", way.host.getHostAddress())
        .set("longshore.passive.start", Integer.toString(firstPort))
        .set("longshore.passive.count", Integer.toString(PORTS))
        .set("longshore.passive.slots", "2")
        .set("longshore.passive.slot", Integer.toString(slot))
        .set("longshore.relay.mode", "on")
        .set("longshore.relay.secrets", secrets.toString())
        .set("longshore.fleet.discovery", "static")
        .set("longshore.relay.port", Integer.toString(relayPort))
        .set("longshore.fleet.members", "127.0.0.11:%1$d,127.0.0.12:%1$d".formatted(relayPort))
        .start();
  }

  @AfterEach
  void stop() throws IOException {
    copy.close();
    relay.close();
    owner.close();
    s3.close();
  }

  @Test
  void aRelayedTransferCostsHalfAsMuchAgainAtMost() throws IOException {
    try (Wire client = Wire.loggedIn(at(Way.DIRECT, owner.ipv4().getPort()))) {
      for (Direction direction : Direction.values()) {
        for (int i = 0; i < WARM_UP; i++) {
          round(client, direction);
        }
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
          rounds.add(round(client, direction));
        }
        report(direction, rounds);
        assertThat(medianOf(rounds, Round::relayedBesideDirect))
            .as("processors of a relayed transfer beside a direct one, %s", direction)
            .isLessThan(1.5);
        assertThat(medianOf(rounds, Round::hopBesideCopy))
            .as("processors of the hop beside a bare copy, %s", direction)
            .isLessThan(1.5);
      }
    }
  }

  private Round round(Wire client, Direction direction) throws IOException {
    return new Round(
        transferred(client, Way.DIRECT, direction),
        transferred(client, Way.RELAYED, direction),
        transferred(client, Way.COPIED, direction));
  }

  private Cost transferred(Wire client, Way way, Direction direction) throws IOException {
    JvmProbe between = way == Way.COPIED ? copy.jvm() : relay.jvm();
    double ownerBefore = seconds(owner.jvm());
    double betweenBefore = seconds(between);
    long began = System.nanoTime();
    switch (direction) {
      case UP -> upload(client, way, "big", SIZE);
      case DOWN -> assertThat(download(client, way, "big")).isEqualTo(SIZE);
    }
    double took = (System.nanoTime() - began) / 1e9;
    double gib = SIZE / GIB;
    return new Cost(
        (seconds(owner.jvm()) - ownerBefore) / gib,
        way == Way.DIRECT ? 0 : (seconds(between) - betweenBefore) / gib,
        took);
  }

  private static double seconds(JvmProbe jvm) {
    return jvm.cpu().toNanos() / 1e9;
  }

  private static void report(Direction direction, List<Round> rounds) {
    report(direction, "direct", rounds.stream().map(Round::direct).toList());
    report(direction, "relayed", rounds.stream().map(Round::relayed).toList());
    report(direction, "copied", rounds.stream().map(Round::copied).toList());
    System.out.printf(
        Locale.ROOT,
        "%s: relayed beside direct %.2f, hop beside bare copy %.2f%n",
        direction,
        medianOf(rounds, Round::relayedBesideDirect),
        medianOf(rounds, Round::hopBesideCopy));
  }

  private static void report(Direction direction, String way, List<Cost> costs) {
    System.out.printf(
        Locale.ROOT,
        "%s %s: %.2f CPU s/GiB (owner %.2f, between %.2f), %.0f MiB/s%n",
        direction,
        way,
        median(costs.stream().map(Cost::processors).toList()),
        median(costs.stream().map(Cost::owner).toList()),
        median(costs.stream().map(Cost::between).toList()),
        median(costs.stream().map(Cost::rate).toList()));
  }

  @Test
  void aSmallRelayedTransferTakesAMillisecondMoreAtMost() throws IOException {
    try (Wire client = Wire.loggedIn(at(Way.DIRECT, owner.ipv4().getPort()))) {
      upload(client, Way.DIRECT, "small", 1024);
      for (Direction direction : Direction.values()) {
        List<Double> direct = new ArrayList<>();
        List<Double> relayed = new ArrayList<>();
        List<Double> more = new ArrayList<>();
        for (int i = 0; i < SMALL_WARM_UP + SMALL_ROUNDS; i++) {
          double without = small(client, Way.DIRECT, direction);
          double with = small(client, Way.RELAYED, direction);
          if (i >= SMALL_WARM_UP) {
            direct.add(without);
            relayed.add(with);
            more.add(with - without);
          }
        }
        System.out.printf(
            Locale.ROOT,
            "%s 1 KiB: %.2f ms direct, %.2f ms more relayed; of the fastest tenth %.2f and %.2f more%n",
            direction,
            median(direct),
            median(more),
            fastest(direct),
            fastest(relayed) - fastest(direct));
        assertThat(median(more)).as("more milliseconds, %s", direction).isLessThan(1);
      }
    }
  }

  /** In milliseconds, from EPSV to 226. */
  private static double small(Wire client, Way way, Direction direction) throws IOException {
    long began = System.nanoTime();
    switch (direction) {
      case UP -> upload(client, way, "small", 1024);
      case DOWN -> assertThat(download(client, way, "small")).isEqualTo(1024);
    }
    return (System.nanoTime() - began) / 1e6;
  }

  private static void upload(Wire client, Way way, String name, long size) throws IOException {
    try (DataConnection data = DataConnection.to(at(way, client.epsv().getPort()))) {
      client.expect(150, "STOR " + name);
      OutputStream out = data.out();
      for (long left = size; left > 0; left -= BLOCK.length) {
        out.write(BLOCK, 0, (int) Math.min(BLOCK.length, left));
      }
    }
    client.expect(226);
  }

  private static long download(Wire client, Way way, String name) throws IOException {
    long size = 0;
    try (DataConnection data = DataConnection.to(at(way, client.epsv().getPort()))) {
      client.expect(150, "RETR " + name);
      InputStream in = data.in();
      byte[] buffer = new byte[BLOCK.length];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        size += n;
      }
    }
    client.expect(226);
    return size;
  }

  private static InetSocketAddress at(Way way, int port) {
    return new InetSocketAddress(way.host, port);
  }

  private static double medianOf(List<Round> rounds, ToDoubleFunction<Round> of) {
    return median(rounds.stream().mapToDouble(of).boxed().toList());
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  /** What the fastest tenth takes at most: those that other work on the machine did not disturb. */
  private static double fastest(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 10).findFirst().orElseThrow();
  }

  private static byte[] block() {
    byte[] block = new byte[64 << 10];
    new Random(7).nextBytes(block);
    return block;
  }
}
