package dev.longshore.deploy;

import dev.longshore.ftp.quarkus.StartProblems;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.security.Security;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Starts the gateway; where a setting prevents that, it says so in one line and ends. */
@QuarkusMain
public final class Main {
  Main() {}

  public static void main(String[] args) {
    rememberNoNames();
    Quarkus.run(null, Main::ended, args);
  }

  /**
   * A replica, a balancer or a store that was replaced has another address at once; the JVM would
   * remember the old one for 30 s, and that a name is unknown for 10. It reads this once, when the
   * first name is looked up.
   */
  private static void rememberNoNames() {
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
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
