package dev.longshore.it.client;

import static dev.longshore.it.client.Means.missing;
import static dev.longshore.it.client.Means.words;

import dev.longshore.it.Users;
import java.util.List;
import java.util.stream.Stream;

/** lftp, by a script on its command line. */
record Lftp() implements ProgramClient {

  @Override
  public String name() {
    return "lftp";
  }

  @Override
  public List<String> programs() {
    return List.of("lftp");
  }

  @Override
  public List<Way> ways() {
    return Stream.of(
            Way.of(
                Protection.CLEAR,
                Channel.EPSV,
                Channel.PASV,
                Channel.PORT,
                Channel.EPSV_IPV6,
                Channel.EPRT_IPV6),
            Way.of(Protection.EXPLICIT_TLS_1_2, Channel.EPSV, Channel.PORT),
            Way.of(Protection.EXPLICIT_TLS_1_3, Channel.EPSV, Channel.PASV, Channel.PORT),
            Way.of(Protection.IMPLICIT, Channel.EPSV, Channel.PORT))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public List<String> limits() {
    return List.of(
        "no TLS to an IPv6 literal: it sends it as server name, which RFC 6066 section 3 forbids"
            + " and the gateway refuses");
  }

  @Override
  public Means means(Verb verb, Way way) {
    return switch (verb) {
      case LOG_IN -> words("quote NOOP");
      case MAKE_DIRECTORY -> words("mkdir {remote}");
      case PUT, PUT_EMPTY, PUT_TIME -> words("put {local} -o {remote}");
      case GET, GET_TIME -> words("get {remote} -o {local}");
      case RESUME_PUT -> words("put -c {local} -o {remote}");
      case RESUME_GET -> words("get -c {remote} -o {local}");
      case APPEND -> missing("its put -c sends what the remote file lacks, which is resume put");
      case RENAME -> words("mv {remote} {to}");
      case LIST -> words("cd {remote}", "cls -1 -a -B");
      case PUT_STREAM -> words("put /dev/stdin -o {remote}");
      case GET_STREAM -> words("cat {remote}");
      case PUT_TREE -> words("mirror -R --parallel=3 {local} {remote}");
      case GET_TREE -> words("mirror --parallel=3 {remote} {local}");
      case DELETE -> words("rm {remote}");
      case REMOVE_DIRECTORY -> words("rmdir {remote}");
    };
  }

  @Override
  public Call call(Target target, Errand errand) {
    String settings =
        """
        set cmd:fail-exit yes; set net:max-retries 1; set net:timeout 20; set xfer:clobber yes;
        set ftp:passive-mode %s; set ftp:prefer-epsv %s; set ssl:ca-file %s; %s;
        open -u %s,%s -p %d %s%s;
        """
            .formatted(
                target.way().active() ? "no" : "yes",
                target.way().extended() ? "yes" : "no",
                target.certificate().pem(),
                protection(target.way().protection()),
                Users.NAME,
                Users.PASSWORD,
                target.port(),
                target.way().implicit() ? "ftps://" : "ftp://",
                target.bracketed());
    String script = String.join("; ", wordsFor(target, errand));
    return new Call(
        "lftp",
        List.of("--norc", "-c", settings + Place.fill(script, target, errand, Lftp::quoted)));
  }

  private static String protection(Protection protection) {
    return switch (protection) {
      case CLEAR -> "set ftp:ssl-allow no";
      case EXPLICIT, IMPLICIT -> "set ftp:ssl-force yes; set ftp:ssl-protect-data yes";
      case EXPLICIT_TLS_1_2 ->
          protection(Protection.EXPLICIT) + "; set ssl:priority \"NORMAL:-VERS-ALL:+VERS-TLS1.2\"";
      case EXPLICIT_TLS_1_3 ->
          protection(Protection.EXPLICIT) + "; set ssl:priority \"NORMAL:-VERS-ALL:+VERS-TLS1.3\"";
    };
  }

  private static String quoted(String name) {
    return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
