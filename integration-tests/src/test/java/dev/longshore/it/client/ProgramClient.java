package dev.longshore.it.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A client that is a program of this machine: an errand is one run of it. */
interface ProgramClient extends RealClient {

  /**
   * One run of a program.
   *
   * @param program its name on the PATH
   * @param input what it reads on its standard input
   */
  record Call(String program, List<String> arguments, String input) {
    Call(String program, List<String> arguments) {
      this(program, arguments, "");
    }
  }

  /** The programs that it needs. */
  List<String> programs();

  /** How an errand is run. */
  Call call(Target target, Errand errand) throws IOException;

  /** What an errand gave; an {@link AssertionError} if the output says that it failed. */
  default List<String> result(Target target, Errand errand, Program.Output output)
      throws IOException {
    return output.lines();
  }

  @Override
  default boolean installed() {
    return programs().stream().allMatch(program -> Program.find(program).isPresent());
  }

  @Override
  default List<String> run(Target target, Errand errand) throws IOException, InterruptedException {
    Call call = call(target, errand);
    return result(target, errand, program(call, target).run(call.arguments(), call.input()));
  }

  @Override
  default Running start(Target target, Errand errand) throws IOException {
    Call call = call(target, errand);
    RunningProgram running = program(call, target).start(call.arguments());
    running.input().write(call.input().getBytes(StandardCharsets.UTF_8));
    running.input().flush();
    return running;
  }

  /** The words for an errand, which must have some. */
  default List<String> wordsFor(Target target, Errand errand) {
    return switch (means(errand.verb(), target.way())) {
      case Means.Words(List<String> words) -> words;
      case Means.Missing(String why) -> throw new UnsupportedOperationException(why);
    };
  }

  /** The variable is that of OpenSSL and of Go's library. */
  private static Program program(Call call, Target target) {
    var trust = Map.of("SSL_CERT_FILE", target.certificate().pem().toString());
    return new Program(Program.find(call.program()).orElseThrow(), target.home(), trust);
  }
}
