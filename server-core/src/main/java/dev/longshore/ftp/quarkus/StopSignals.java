package dev.longshore.ftp.quarkus;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands signals to stop to the {@link ServerBean}, each on a thread of its own: the JVM by itself
 * would heed the first alone, and end with 143 rather than 0.
 */
@Singleton
final class StopSignals {
  private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);
  private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

  /** A signal that the process was started to ignore is still ignored: the JVM sees to that. */
  void atStart(@Observes @Priority(10) StartupEvent event, ServerBean server) {
    for (String name : NAMES) {
      try {
        handle(name, server);
      } catch (ReflectiveOperationException | IllegalArgumentException e) {
        LOG.debug("SIG{} is the JVM's alone", name, e);
      }
    }
  }

  /** By reflection, since javac warns of this class of the JDK, and no other hears signals. */
  private static void handle(String name, ServerBean server) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    MethodHandle stop =
        MethodHandles.lookup().bind(server, "stop", MethodType.methodType(void.class));
    Object stopping =
        MethodHandleProxies.asInterfaceInstance(
            handler, MethodHandles.dropArguments(stop, 0, signal));
    var _ =
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), stopping);
  }
}
