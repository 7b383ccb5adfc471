package dev.longshore.ftp.quarkus;

import io.quarkus.runtime.QuarkusBindException;
import io.smallrye.config.ConfigValidationException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the failure of a start into lines for an operator; the main class asks it.
 *
 * <p>What SmallRye Config and Quarkus find wrong by themselves reads like what {@link
 * SettingsCheck} finds: the key, a colon, the problem.
 */
public final class StartProblems {
  private static final Pattern CODE = Pattern.compile("(\\S+Exception: )?SRCFG\\d+: ");
  private static final Pattern NOT_CONVERTED =
      Pattern.compile(
          "The config property (\\S+) with the config value \"(.*)\""
              + " threw an Exception whilst being converted (.*)");
  private static final Pattern NOT_OF_ENUM =
      Pattern.compile("Cannot convert (.*) to enum \\S+ \\S+, allowed values: (.*)");
  private static final Pattern UNKNOWN = Pattern.compile("(\\S+) in (.*) does not map to any root");
  private static final Pattern MISSING =
      Pattern.compile("The config property (\\S+) is (required but|defined as the empty) .*");

  private StartProblems() {}

  /** One line for each problem of the settings; empty if something else is the matter. */
  public static List<String> lines(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BadSettings bad) {
        return bad.problems();
      }
      if (cause instanceof QuarkusBindException bind) {
        return List.of("quarkus.management.port: " + bind.getMessage());
      }
      if (cause instanceof IllegalStateException && isOfTlsRegistry(cause)) {
        return List.of("quarkus.tls: " + cause.getMessage() + reason(cause));
      }
      if (cause instanceof ConfigValidationException invalid) {
        return IntStream.range(0, invalid.getProblemCount())
            .mapToObj(i -> line(invalid.getProblem(i).getMessage()))
            .distinct()
            .toList();
      }
    }
    return List.of();
  }

  private static boolean isOfTlsRegistry(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith("io.quarkus.tls.");
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? "" : ": " + cause.getMessage();
  }

  /** A problem as SmallRye Config words it, as one line that begins with the key. */
  static String line(String problem) {
    String line = CODE.matcher(problem.replaceAll("\\s+", " ")).replaceAll("");
    line = NOT_CONVERTED.matcher(line).replaceAll("$1: $3");
    line = NOT_OF_ENUM.matcher(line).replaceAll("'$1' is none of $2");
    line = UNKNOWN.matcher(line).replaceAll("$1: there is no such setting (found in $2)");
    return MISSING.matcher(line).replaceAll("$1: is not set");
  }
}
