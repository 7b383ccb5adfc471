package dev.longshore.deploy;

import dev.longshore.ftp.quarkus.StartProblems;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Starts the gateway; where a setting prevents that, it says so in one line and ends. */
@QuarkusMain
public final class Main {
  Main() {}

  public static void main(String[] args) {
    Quarkus.run(null, Main::ended, args);
  }

  /** Quarkus calls it at the end, with what went wrong, of which it then says nothing itself. */
  private static void ended(int status, @Nullable Throwable failure) {
    if (failure != null) {
      List<String> problems = StartProblems.lines(failure);
      problems.forEach(problem -> System.err.println("longshore: " + problem));
      if (problems.isEmpty()) {
        LoggerFactory.getLogger(Main.class).error("The gateway could not start", failure);
      }
    }
    System.exit(status);
  }
}
