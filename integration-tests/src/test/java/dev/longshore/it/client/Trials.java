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

  Trials(Bench bench) {
    this.bench = bench;
    this.client = bench.client();
  }

  /** Whatever is wrong is an {@link AssertionError}. */
  void run(Action action) throws IOException, InterruptedException {
    switch (action) {
      case LOG_IN -> run(Errand.of(Verb.LOG_IN, ""));
      case MAKE_DIRECTORY -> makeDirectory();
      case PUT -> put(Verb.PUT, Bench.content(300_000));
      case PUT_EMPTY -> put(Verb.PUT_EMPTY, new byte[0]);
      case GET -> get();
      case RESUME_PUT -> resumePut();
      case RESUME_GET -> resumeGet();
      case APPEND -> append();
      case RENAME -> rename();
      case LIST_EMPTY -> listEmpty();
      case LIST_LARGE ->
          assertThat(list(Bench.LARGE)).containsExactlyInAnyOrderElementsOf(Bench.largeNames());
      case LIST_ODD -> listOdd();
      case ODD_NAMES -> oddNames();
      case PUT_TIME -> new Times(bench).put();
      case GET_TIME -> new Times(bench).get();
      case ABORT_PUT -> new Interruption(bench).put();
      case ABORT_GET -> new Interruption(bench).get();
      case PUT_TREE -> new Trees(bench).put();
      case GET_TREE -> new Trees(bench).get();
      case DELETE -> delete();
      case REMOVE_DIRECTORY -> removeDirectory();
    }
  }

  private List<String> run(Errand errand) throws IOException, InterruptedException {
    return client.run(bench.target(), errand);
  }

  private boolean has(Verb verb) {
    return client.means(verb, bench.target().way()) instanceof Means.Words;
  }

  private void makeDirectory() throws IOException, InterruptedException {
    run(Errand.of(Verb.MAKE_DIRECTORY, bench.path("made")));
    assertThat(bench.s3().has(bench.path("made/"))).isTrue();
  }

  private void put(Verb verb, byte[] content) throws IOException, InterruptedException {
    Path local = Files.write(bench.local("file"), content);
    run(Errand.of(verb, bench.path("file"), local));
    bench.assertStored("file", content);
  }

  private void get() throws IOException, InterruptedException {
    byte[] content = Bench.content(300_000);
    bench.s3().put(bench.path("file"), content);
    Path local = bench.local("got");
    run(Errand.of(Verb.GET, bench.path("file"), local));
    Bench.assertHere(local, content);
  }

  private void resumePut() throws IOException, InterruptedException {
    byte[] content = Bench.content(200_000);
    bench.s3().put(bench.path("file"), Arrays.copyOf(content, 70_001));
    Path local = Files.write(bench.local("file"), content);
    run(Errand.resumePut(local, bench.path("file"), 70_001));
    bench.assertStored("file", content);
  }

  private void resumeGet() throws IOException, InterruptedException {
    byte[] content = Bench.content(200_000);
    bench.s3().put(bench.path("file"), content);
    Path local = Files.write(bench.local("file"), Arrays.copyOf(content, 70_001));
    run(Errand.of(Verb.RESUME_GET, bench.path("file"), local));
    Bench.assertHere(local, content);
  }

  private void append() throws IOException, InterruptedException {
    byte[] whole = Bench.content(150_000);
    bench.s3().put(bench.path("file"), Arrays.copyOf(whole, 50_001));
    Path more = Files.write(bench.local("more"), Arrays.copyOfRange(whole, 50_001, whole.length));
    run(Errand.of(Verb.APPEND, bench.path("file"), more));
    bench.assertStored("file", whole);
  }

  private void rename() throws IOException, InterruptedException {
    bench.s3().put(bench.path("before"), Bench.content(1000));
    run(Errand.rename(bench.path("before"), bench.path("after")));
    bench.assertStored("after", Bench.content(1000));
    assertThat(bench.s3().has(bench.path("before"))).isFalse();
  }

  private List<String> list(String directory) throws IOException, InterruptedException {
    return run(Errand.of(Verb.LIST, directory, bench.local("names")));
  }

  private void listEmpty() throws IOException, InterruptedException {
    bench.s3().put(bench.path("empty/"), new byte[0]);
    assertThat(list(bench.path("empty"))).isEmpty();
  }

  private void listOdd() throws IOException, InterruptedException {
    assertThat(list(Bench.ODD)).hasSameSizeAs(OddNames.ALL).containsAll(OddNames.sayableBy(client));
  }

  /** A client that only downloads has its file put there by somebody else. */
  private void oddNames() throws IOException, InterruptedException {
    byte[] content = Bench.content(100);
    Path local = Files.write(bench.local("sent"), content);
    Path back = bench.local("back");
    for (String name : OddNames.sayableBy(client)) {
      String path = bench.path(name);
      if (has(Verb.PUT)) {
        run(Errand.of(Verb.PUT, path, local));
      } else {
        bench.s3().put(path, content);
      }
      assertThat(bench.s3().has(path)).as("key of <%s>", name).isTrue();
      Files.deleteIfExists(back);
      run(Errand.of(Verb.GET, path, back));
      Bench.assertHere(back, content);
      if (has(Verb.DELETE)) {
        run(Errand.of(Verb.DELETE, path));
        assertThat(bench.s3().has(path)).as("<%s> after its end", name).isFalse();
      }
    }
  }

  private void delete() throws IOException, InterruptedException {
    bench.s3().put(bench.path("file"), new byte[1]);
    run(Errand.of(Verb.DELETE, bench.path("file")));
    assertThat(bench.s3().has(bench.path("file"))).isFalse();
  }

  private void removeDirectory() throws IOException, InterruptedException {
    bench.s3().put(bench.path("old/"), new byte[0]);
    run(Errand.of(Verb.REMOVE_DIRECTORY, bench.path("old")));
    assertThat(bench.s3().keys(bench.path("old/"))).isEmpty();
  }
}
