package dev.longshore.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Each action with one client, and what must then be in the bucket or in the client's hands. */
final class Trials {
  private final Bench bench;
  private final RealClient client;
  private final Target target;

  Trials(Bench bench) {
    this.bench = bench;
    this.client = bench.client();
    this.target = bench.target();
  }

  /** What the table says of it; whatever is wrong is an {@link AssertionError}. */
  String run(Action action) throws IOException, InterruptedException {
    switch (action) {
      case LOG_IN -> client.logIn(target);
      case MAKE_DIRECTORY -> makeDirectory();
      case PUT -> put(Bench.content(300_000));
      case PUT_EMPTY -> put(new byte[0]);
      case GET -> get();
      case RESUME -> resume();
      case APPEND -> append();
      case RENAME -> rename();
      case LIST_EMPTY -> listEmpty();
      case LIST_LARGE ->
          assertThat(client.list(target, Bench.LARGE))
              .containsExactlyInAnyOrderElementsOf(Bench.largeNames());
      case LIST_ODD -> {
        return listOdd();
      }
      case ODD_NAMES -> {
        return oddNames();
      }
      case DELETE -> delete();
      case REMOVE_DIRECTORY -> removeDirectory();
    }
    return "ok";
  }

  private void makeDirectory() throws IOException, InterruptedException {
    client.makeDirectory(target, bench.path("made"));
    assertThat(bench.s3().has(bench.path("made/"))).isTrue();
  }

  private void put(byte[] content) throws IOException, InterruptedException {
    Path local = Files.write(bench.local("file"), content);
    client.put(target, local, bench.path("file"));
    assertThat(bench.s3().bytes(bench.path("file"))).isEqualTo(content);
  }

  private void get() throws IOException, InterruptedException {
    byte[] content = Bench.content(300_000);
    bench.s3().put(bench.path("file"), content);
    Path local = bench.local("got");
    client.get(target, bench.path("file"), local);
    assertThat(Files.readAllBytes(local)).isEqualTo(content);
  }

  private void resume() throws IOException, InterruptedException {
    byte[] content = Bench.content(200_000);
    bench.s3().put(bench.path("file"), content);
    Path local = Files.write(bench.local("file"), Arrays.copyOf(content, 70_001));
    client.resume(target, bench.path("file"), local);
    assertThat(Files.readAllBytes(local)).isEqualTo(content);
  }

  private void append() throws IOException, InterruptedException {
    byte[] whole = Bench.content(150_000);
    bench.s3().put(bench.path("file"), Arrays.copyOf(whole, 50_001));
    Path more = Files.write(bench.local("more"), Arrays.copyOfRange(whole, 50_001, whole.length));
    client.append(target, more, bench.path("file"));
    assertThat(bench.s3().bytes(bench.path("file"))).isEqualTo(whole);
  }

  private void rename() throws IOException, InterruptedException {
    bench.s3().put(bench.path("before"), Bench.content(1000));
    client.rename(target, bench.path("before"), bench.path("after"));
    assertThat(bench.s3().bytes(bench.path("after"))).isEqualTo(Bench.content(1000));
    assertThat(bench.s3().has(bench.path("before"))).isFalse();
  }

  private void listEmpty() throws IOException, InterruptedException {
    bench.s3().put(bench.path("empty/"), new byte[0]);
    assertThat(client.list(target, bench.path("empty"))).isEmpty();
  }

  private String listOdd() throws IOException, InterruptedException {
    List<String> sayable = OddNames.sayableBy(client);
    assertThat(client.list(target, Bench.ODD)).hasSameSizeAs(OddNames.ALL).containsAll(sayable);
    return sayable.size() + " of " + OddNames.ALL.size();
  }

  private String oddNames() throws IOException, InterruptedException {
    byte[] content = Bench.content(100);
    Path local = Files.write(bench.local("sent"), content);
    Path back = bench.local("back");
    List<String> sayable = OddNames.sayableBy(client);
    for (String name : sayable) {
      String path = bench.path(name);
      client.put(target, local, path);
      assertThat(bench.s3().has(path)).as("key of <%s>", name).isTrue();
      Files.deleteIfExists(back);
      client.get(target, path, back);
      assertThat(Files.readAllBytes(back)).as("content of <%s>", name).isEqualTo(content);
      client.delete(target, path);
      assertThat(bench.s3().has(path)).as("<%s> after its end", name).isFalse();
    }
    return sayable.size() + " of " + OddNames.ALL.size();
  }

  private void delete() throws IOException, InterruptedException {
    bench.s3().put(bench.path("file"), new byte[1]);
    client.delete(target, bench.path("file"));
    assertThat(bench.s3().has(bench.path("file"))).isFalse();
  }

  private void removeDirectory() throws IOException, InterruptedException {
    bench.s3().put(bench.path("old/"), new byte[0]);
    client.removeDirectory(target, bench.path("old"));
    assertThat(bench.s3().keys(bench.path("old/"))).isEmpty();
  }
}
