package dev.longshore.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at a gateway's JVM from outside. */
final class JvmProbe {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  private final ProcessHandle process;

  JvmProbe(ProcessHandle process) {
    this.process = process;
  }

  /** How many bytes of its heap are in use by what is still needed. */
  long liveHeap() throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher total = TOTAL.matcher(said);
    if (!jcmd.waitFor(BOUND) || !total.find()) {
      throw new IOException("jcmd failed: " + said);
    }
    return Long.parseLong(total.group(1));
  }

  /** How much of a processor it has used since its start. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }
}
