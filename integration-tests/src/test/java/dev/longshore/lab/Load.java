package dev.longshore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longshore.it.Certificate;
import dev.longshore.it.S3;
import dev.longshore.it.Users;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Transfers by several clients at once, of which a program in Python is the clients, and how they
 * went. What a file holds follows from its name, so each byte of each transfer is checked: of
 * downloads by the client, of uploads in the S3.
 */
final class Load {
  private static final Path SCRIPT =
      Path.of("src/test/resources/dev/longshore/lab/load.py").toAbsolutePath();

  /** Where the clients run. */
  interface Place {
    /** Starts a program there. */
    Process start(List<String> command) throws IOException;
  }

  /**
   * How the transfers went; the failures each with what was tried and what was said.
   *
   * @param resets what clients that log in again met that was no 421
   */
  record Result(
      int done, List<String> failures, List<String> stored, List<String> resets, int sessions) {
    /** The share of them that went well, from 0 to 1. */
    double share() {
      return (double) done / (done + failures.size());
    }
  }

  private final Map<String, Object> order = new LinkedHashMap<>();
  private int size = 20_000;

  private Load(int transfers) {
    order.put("transfers", transfers);
    order.put("host", Network.ADDRESS);
    order.put("port", 21);
    order.put("user", Users.NAME);
    order.put("password", Users.PASSWORD);
    order.put("clients", 4);
    order.put("per_session", 10);
    order.put("size", size);
    order.put("passive", List.of("EPSV", "PASV"));
    order.put("ways", List.of("up", "down"));
    order.put("tls", List.of("clear"));
  }

  /** So many transfers, by four clients, both passive commands, both directions, in clear. */
  static Load of(int transfers) {
    return new Load(transfers);
  }

  /** One after the other until {@link Running#end}, by four clients. */
  static Load untilEnd() {
    return of(0).withoutNumber();
  }

  /** There is no end to them before {@link Running#end}, however many were said. */
  Load withoutNumber() {
    order.put("transfers", Integer.MAX_VALUE);
    order.put("until_told", true);
    return this;
  }

  Load to(String address) {
    order.put("host", address);
    return this;
  }

  /** How many sessions there are at a time. */
  Load clients(int count) {
    order.put("clients", count);
    return this;
  }

  /** How many transfers a session has before the client leaves and logs in anew. */
  Load perSession(int count) {
    order.put("per_session", count);
    return this;
  }

  /**
   * Transfers take turns with these.
   *
   * @param commands {@code EPSV}, {@code PASV}, or {@code PORT} for active mode
   */
  Load passive(String... commands) {
    order.put("passive", List.of(commands));
    return this;
  }

  /** How big each file is, in bytes. */
  private Load size(int bytes) {
    size = bytes;
    order.put("size", bytes);
    return this;
  }

  /** Each transfer takes some seconds: a file of 400,000 bytes, of which the client is slow. */
  Load slow() {
    order.put("pace", 80_000);
    return size(400_000);
  }

  /**
   * Sessions take turns with these.
   *
   * @param kinds {@code clear}, {@code fresh} for TLS 1.2 whose data connections resume nothing,
   *     {@code newest} for the same with TLS 1.3, {@code resumed} for TLS 1.2 whose data
   *     connections resume the session of the control connection
   */
  Load tls(Certificate certificate, String... kinds) {
    order.put("ca", certificate.pem().toString());
    order.put("tls", List.of(kinds));
    return this;
  }

  /** A session that is told 421 ends, and its client goes on with the next one. */
  Load logsInAgain() {
    order.put("again", true);
    return this;
  }

  /** Does them all; what the S3 holds of the uploads is checked. */
  Result from(Place client, S3 s3) throws IOException, InterruptedException {
    return begin(client, s3).end();
  }

  /** Begins them, for a scene where something happens meanwhile. */
  Running begin(Place client, S3 s3) throws IOException {
    for (int i = 0; i < 8; i++) {
      String name = "down-" + i + "-" + size;
      if (!s3.has(name)) {
        s3.put(name, Content.of(name, size));
      }
    }
    String json = new ObjectMapper().writeValueAsString(order);
    return new Running(client.start(List.of("python3", SCRIPT.toString(), json)), s3);
  }

  /** Transfers that go on. */
  record Running(Process process, S3 s3) implements AutoCloseable {
    /** No client begins another transfer. */
    @Override
    public void close() throws IOException {
      process.outputWriter().close();
    }

    /** Waits for the last of them; those without a number end now. */
    Result end() throws IOException, InterruptedException {
      close();
      String said = process.inputReader(StandardCharsets.UTF_8).readAllAsString();
      assertThat(process.waitFor()).as(said).isZero();
      JsonNode json = new ObjectMapper().readTree(said);
      List<String> stored = texts(json.get("stored"));
      for (String name : stored) {
        byte[] content = s3.bytes(name);
        assertThat(content).as(name).isEqualTo(Content.of(name, content.length));
        assertThat(name).endsWith("-" + content.length);
      }
      return new Result(
          json.get("done").asInt(),
          texts(json.get("failures")),
          stored,
          texts(json.get("resets")),
          json.get("sessions").asInt());
    }

    private static List<String> texts(JsonNode array) {
      List<String> texts = new ArrayList<>();
      array.forEach(each -> texts.add(each.asText()));
      return texts;
    }
  }
}
