package dev.longshore.ftp.fleet;

import dev.longshore.ftp.relay.Preamble;
import dev.longshore.ftp.relay.Refusal;
import dev.longshore.ftp.relay.RelayKey;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the own links to targets, each on a platform thread of its own: dials, says everything that
 * there is to say, and dials anew when that has ended.
 */
final class Dialer {
  private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);
  private static final int CONNECT_MILLIS = 2_000;

  private final Identities identities;
  private final Supplier<Hello> own;
  private final Roster roster;
  private final Board board;
  private final OwnLinks links;
  private final BiConsumer<InetSocketAddress, Refusal> refusals;

  /**
   * @param own what this replica says of itself now
   * @param refusals told each time that whoever answers there is refused
   */
  Dialer(
      Identities identities,
      Supplier<Hello> own,
      Roster roster,
      Board board,
      OwnLinks links,
      BiConsumer<InetSocketAddress, Refusal> refusals) {
    this.identities = identities;
    this.own = own;
    this.roster = roster;
    this.board = board;
    this.links = links;
    this.refusals = refusals;
  }

  /** Keeps a link to a target until it is over. */
  void start(Target target) {
    Thread.ofPlatform()
        .daemon()
        .name("link-to-" + Address.text(target.address()))
        .start(() -> keepLinked(target));
  }

  private void keepLinked(Target target) {
    try {
      while (!target.isOver()) {
        dial(target);
        target.awaitTurn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void dial(Target target) throws InterruptedException {
    InetSocketAddress address = target.address();
    try (Socket raw = new Socket()) {
      target.opening(raw);
      raw.connect(address, CONNECT_MILLIS);
      raw.setTcpNoDelay(true);
      raw.setSoTimeout(LinkService.BEGINNING_MILLIS);
      RelayKey key = identities.keys().first();
      Preamble.create(Preamble.Kind.LINK, key).write(raw.getOutputStream());
      try (SSLSocket secured = identities.of(key).secure(raw, true)) {
        speak(target, secured, key);
      }
    } catch (ConnectException e) {
      target.failed(true);
      roster.refused(address);
    } catch (Refusal e) {
      target.failed(false);
      refusals.accept(address, e);
    } catch (IOException e) {
      target.failed(false);
      LOG.debug("no link with {}", address, e);
    } catch (RuntimeException | Error e) {
      target.failed(false);
      LOG.error("linking with {} goes on after a failure", address, e);
    } finally {
      target.ended();
    }
  }

  private void speak(Target target, SSLSocket secured, RelayKey key)
      throws IOException, InterruptedException {
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(secured.getOutputStream()));
    Hello said = own.get();
    said.write(out);
    Hello hello =
        Hello.read(new DataInputStream(new BufferedInputStream(secured.getInputStream())));
    if (hello.run().equals(said.run())) {
      target.metItself();
      return;
    }
    if (!links.begin(hello.run(), target)) {
      target.metAgain(hello.run());
      return;
    }
    roster.met(hello, target.address());
    try (Feed sayings = board.feed()) {
      target.linked(hello.run(), sayings);
      new Message.Reset().write(out);
      List<Message> batch = sayings.take();
      while (!batch.isEmpty() && identities.keys().has(key)) {
        for (Message message : batch) {
          message.write(out);
        }
        out.flush();
        batch = sayings.take();
      }
    } finally {
      links.end(hello.run(), target);
    }
  }
}
