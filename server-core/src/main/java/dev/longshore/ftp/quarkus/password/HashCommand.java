package dev.longshore.ftp.quarkus.password;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a password and prints its hash for the users file; {@code ./longshore hash} starts it.
 *
 * <p>It makes bcrypt hashes: every tool knows them, and a check takes no memory to speak of, while
 * each check of an Argon2id hash takes its tens of MiB from the heap that uploads live on.
 */
public final class HashCommand {
  /**
   * Less than a tenth of a second on a usual core. Many FTP clients log in for every file, and each
   * login costs this; a hash of a higher cost is accepted in the users file as well.
   */
  static final int COST = 10;

  /** Of a line on standard input; far more than bcrypt looks at. */
  private static final int MAX_LINE = 1024;

  private HashCommand() {}

  /** Asks twice without echo at a terminal; reads one line of UTF-8 where the input is piped. */
  @SuppressWarnings("SystemConsoleNull") // in JDK 25 it is null again where there is no terminal
  public static void main(String[] args) throws IOException {
    Console console = System.console();
    char[] password = console != null && console.isTerminal() ? ask(console) : line(System.in);
    int status = hash(password, System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  /** Prints the hash, or what is wrong, and wipes the password; 0 if all is well. */
  static int hash(char @Nullable [] password, PrintStream out, PrintStream err) {
    if (password == null) {
      err.println("longshore: the two passwords differ");
      return 1;
    }
    try {
      if (password.length == 0) {
        err.println("longshore: the password is empty");
        return 1;
      }
      if (PasswordHash.withUtf8(password, bytes -> bytes.length > Bcrypt.MAX_PASSWORD_BYTES)) {
        err.println("longshore: the password is longer than 72 bytes, all that bcrypt looks at");
        return 1;
      }
      out.println(Bcrypt.hash(password, COST));
      return 0;
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  /** The first line, without its end; empty where there is none. */
  static char[] line(InputStream in) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    char[] read = new char[MAX_LINE];
    int length = 0;
    for (int c = reader.read(); c != -1 && c != '\n' && length < MAX_LINE; c = reader.read()) {
      read[length++] = (char) c;
    }
    if (length > 0 && read[length - 1] == '\r') {
      length--;
    }
    char[] password = Arrays.copyOf(read, length);
    Arrays.fill(read, '\0');
    return password;
  }

  private static char @Nullable [] ask(Console console) {
    char[] first = console.readPassword("Password: ");
    char[] second = console.readPassword("Once more: ");
    if (first == null || second == null) {
      return new char[0];
    }
    boolean same = Arrays.equals(first, second);
    Arrays.fill(second, '\0');
    if (!same) {
      Arrays.fill(first, '\0');
      return null;
    }
    return first;
  }
}
