package dev.longshore.it.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

  void put() throws IOException, InterruptedException {
    Path local = bench.local("tree");
    for (Entry<String, Integer> file : SIZES.entrySet()) {
      Path path = local.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling(""));
      Files.write(path, Bench.content(file.getValue()));
    }
    bench.client().run(bench.target(), Errand.of(Verb.PUT_TREE, bench.path("tree"), local));
    for (Entry<String, Integer> file : SIZES.entrySet()) {
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
