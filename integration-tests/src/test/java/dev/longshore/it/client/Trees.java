package dev.longshore.it.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** A directory with directories in it, sent and fetched as a whole. */
final class Trees {
  private static final Map<String, Integer> SIZES = sizes();

  private final Bench bench;

  Trees(Bench bench) {
    this.bench = bench;
  }

  private static Map<String, Integer> sizes() {
    var sizes = new LinkedHashMap<String, Integer>();
    sizes.put("one.dat", 100_000);
    sizes.put("empty.dat", 0);
    sizes.put("below/two words.dat", 2_000);
    sizes.put("below/three.dat", 30_000);
    sizes.put("below/deeper/four.dat", 4);
    sizes.put("beside/five.dat", 50_000);
    return sizes;
  }

  /** Without the empty file where a client can not send one. */
  void put() throws IOException, InterruptedException {
    boolean empty =
        bench.client().means(Verb.PUT_EMPTY, bench.target().way()) instanceof Means.Words;
    List<Entry<String, Integer>> files =
        SIZES.entrySet().stream().filter(file -> empty || file.getValue() > 0).toList();
    Path local = bench.local("tree");
    for (Entry<String, Integer> file : files) {
      Path path = local.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling(""));
      Files.write(path, Bench.content(file.getValue()));
    }
    bench.client().run(bench.target(), Errand.of(Verb.PUT_TREE, bench.path("tree"), local));
    for (Entry<String, Integer> file : files) {
      bench.assertStored("tree/" + file.getKey(), Bench.content(file.getValue()));
    }
  }

  void get() throws IOException, InterruptedException {
    for (Entry<String, Integer> file : SIZES.entrySet()) {
      bench.s3().put(bench.path("tree/" + file.getKey()), Bench.content(file.getValue()));
    }
    Path local = bench.local("tree");
    bench.client().run(bench.target(), Errand.of(Verb.GET_TREE, bench.path("tree"), local));
    for (Entry<String, Integer> file : SIZES.entrySet()) {
      Bench.assertHere(local.resolve(file.getKey()), Bench.content(file.getValue()));
    }
  }
}
