package dev.longshore.s3;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in front of a real S3 API and breaks the requests that a test names; all others go through
 * as they are. The tests of the whole use it too.
 */
public final class S3WithFaults implements AutoCloseable {

  /** What happens to a request. */
  public sealed interface Fault {
    /** It is answered so, and S3 never hears of it. */
    record Answer(int status, String body) implements Fault {}

    /** S3 does it, the client hears this instead. */
    record AnswerAfterwards(int status, String body) implements Fault {}

    /** It is answered by exactly this text, head and all, and S3 never hears of it. */
    record AnswerRaw(String answer) implements Fault {}

    /** The connection is reset after so many bytes of its body. */
    record ResetInRequest(long bytes) implements Fault {}

    /** S3 does it, the connection is reset after so many bytes of the answer's body. */
    record ResetInAnswer(long bytes) implements Fault {}

    /** S3 does it, nothing follows on so many bytes of the answer's body. */
    record StallInAnswer(long bytes) implements Fault {}

    /** Nothing is read and nothing answered any more. */
    record Stall() implements Fault {}

    /** S3 does it, its answer lacks a header. */
    record WithoutHeader(String name) implements Fault {}

    /** S3 does it, its answer has more headers. */
    record WithHeaders(List<String> lines) implements Fault {}

    /** Something happens first, then S3 does it. */
    record After(Runnable action) implements Fault {}
  }

  private record Rule(String request, Fault fault, AtomicInteger left) {}

  private static final int MANY = 1_000_000;

  private final Semaphore stalled = new Semaphore(0);
  private final ServerSocket listener;
  private final URI target;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<HttpHead> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private final AtomicInteger connections = new AtomicInteger();

  /** Starts to listen in front of the S3 at this endpoint. */
  public S3WithFaults(URI target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Breaks the next requests whose line holds this text, so many times. */
  public void on(String request, int times, Fault fault) {
    rules.add(new Rule(request, fault, new AtomicInteger(times)));
  }

  /** How many requests came whose line matches. */
  public long count(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return requests.stream()
        .map(HttpHead::first)
        .map(pattern::matcher)
        .filter(Matcher::find)
        .count();
  }

  /** What the requests whose line holds this text said in a header. */
  public List<String> values(String request, String header) {
    return requests.stream()
        .filter(head -> head.first().contains(request))
        .flatMap(head -> head.value(header).stream())
        .toList();
  }

  /** How many connections were made. */
  public int connections() {
    return connections.get();
  }

  /** Ends the connections that stall. */
  public void releaseStalled() {
    stalled.release(MANY);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    releaseStalled();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        open.add(client);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed by the test.
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      while (exchange(client, in)) {
        client.getOutputStream().flush();
      }
    } catch (IOException | UncheckedIOException e) {
      // The client or the test ended it.
    } finally {
      open.remove(client);
    }
  }

  private boolean exchange(Socket client, InputStream in) throws IOException {
    Optional<HttpHead> head = HttpHead.head(in);
    if (head.isEmpty()) {
      return false;
    }
    HttpHead request = head.get();
    requests.add(request);
    Optional<Fault> fault = faultFor(request.first());
    OutputStream out = client.getOutputStream();
    if (request.value("Expect").isPresent() && !(fault.orElse(null) instanceof Fault.Stall)) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
    long length = request.value("Content-Length").map(Long::parseLong).orElse(0L);
    if (fault.isEmpty()) {
      return forward(request, in, length, out, Long.MAX_VALUE, UnaryOperator.identity());
    }
    return switch (fault.get()) {
      case Fault.Answer answer -> {
        HttpHead.transfer(in, OutputStream.nullOutputStream(), length);
        yield answer(out, answer.status(), answer.body());
      }
      case Fault.AnswerAfterwards answer -> {
        forward(
            request,
            in,
            length,
            OutputStream.nullOutputStream(),
            Long.MAX_VALUE,
            UnaryOperator.identity());
        yield answer(out, answer.status(), answer.body());
      }
      case Fault.AnswerRaw raw -> {
        HttpHead.transfer(in, OutputStream.nullOutputStream(), length);
        out.write(raw.answer().getBytes(StandardCharsets.ISO_8859_1));
        yield true;
      }
      case Fault.ResetInRequest reset -> {
        HttpHead.transfer(in, OutputStream.nullOutputStream(), Math.min(reset.bytes(), length));
        yield reset(client);
      }
      case Fault.ResetInAnswer reset -> {
        forward(request, in, length, out, reset.bytes(), UnaryOperator.identity());
        out.flush();
        yield reset(client);
      }
      case Fault.StallInAnswer stalling -> {
        forward(request, in, length, out, stalling.bytes(), UnaryOperator.identity());
        yield stall();
      }
      case Fault.Stall stall -> stall();
      case Fault.WithoutHeader without ->
          forward(request, in, length, out, Long.MAX_VALUE, sent -> sent.without(without.name()));
      case Fault.WithHeaders with -> {
        UnaryOperator<HttpHead> all =
            sent -> with.lines().stream().reduce(sent, HttpHead::with, (_, last) -> last);
        yield forward(request, in, length, out, Long.MAX_VALUE, all);
      }
      case Fault.After after -> {
        after.action().run();
        yield forward(request, in, length, out, Long.MAX_VALUE, UnaryOperator.identity());
      }
    };
  }

  private synchronized Optional<Fault> faultFor(String request) {
    for (Rule rule : rules) {
      if (request.contains(rule.request()) && rule.left().getAndDecrement() > 0) {
        return Optional.of(rule.fault());
      }
    }
    return Optional.empty();
  }

  private boolean forward(
      HttpHead request,
      InputStream body,
      long length,
      OutputStream out,
      long most,
      UnaryOperator<HttpHead> change)
      throws IOException {
    try (Socket s3 = new Socket(target.getHost(), target.getPort())) {
      OutputStream up = s3.getOutputStream();
      up.write(request.without("Expect").bytes());
      HttpHead.transfer(body, up, length);
      up.flush();
      InputStream in = new BufferedInputStream(s3.getInputStream());
      HttpHead answer = HttpHead.head(in).orElseThrow(() -> new IOException("no answer"));
      byte[] content =
          request.first().startsWith("HEAD ") ? new byte[0] : HttpHead.body(in, answer);
      HttpHead sent =
          request.first().startsWith("HEAD ") || answer.value("Content-Length").isPresent()
              ? answer
              : HttpHead.withLength(answer.without("Transfer-Encoding"), content.length);
      out.write(change.apply(sent).bytes());
      out.write(content, 0, (int) Math.min(content.length, most));
      out.flush();
      return true;
    }
  }

  private static boolean answer(OutputStream out, int status, String body) throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %d Told So\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n\r\n"
            .formatted(status, content.length);
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    out.write(content);
    out.flush();
    return true;
  }

  private boolean stall() {
    stalled.acquireUninterruptibly();
    return false;
  }

  private static boolean reset(Socket client) throws IOException {
    client.setSoLinger(true, 0);
    return false;
  }
}
