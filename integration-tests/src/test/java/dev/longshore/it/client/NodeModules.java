package dev.longshore.it.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The Node library of the tests, in the version that its lock file pins, and the script that calls
 * it.
 *
 * @param folder where both are
 */
record NodeModules(Path folder) {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "basic_ftp_errand.cjs");

  /** Lets npm fetch what is not there yet; whether it did shows in {@link #present}. */
  static NodeModules fetchedInto(Path folder) throws IOException, InterruptedException {
    var modules = new NodeModules(folder.toAbsolutePath());
    Files.createDirectories(folder);
    for (String file : FILES) {
      Resource.copy("basic-ftp/" + file, folder);
    }
    if (!modules.present() && Program.find("npm").isPresent()) {
      modules.fetch();
    }
    return modules;
  }

  boolean present() {
    return Files.exists(folder.resolve("node_modules/basic-ftp/package.json"));
  }

  Path script() {
    return folder.resolve("basic_ftp_errand.cjs");
  }

  /** As the user who runs the build, whose npm knows where packages come from. */
  private void fetch() throws IOException, InterruptedException {
    Process npm =
        new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("npm.log").toFile())
            .start();
    if (!npm.waitFor(BOUND)) {
      npm.destroyForcibly();
    }
  }
}
