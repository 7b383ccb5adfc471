package dev.longshore.ftp.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How replicas find each other first: all of them at once, this one among them, some of them gone
 * or not there yet. Asked every few seconds, on a thread of its own.
 */
@FunctionalInterface
public interface Discovery {

  /** The relay ports that are known now; may block for seconds. */
  Set<InetSocketAddress> find() throws IOException;

  /**
   * All addresses of these names; a name that is not known now is passed over. The JVM's own cache
   * of names should be off.
   */
  static Discovery ofNames(List<InetSocketAddress> names) {
    List<InetSocketAddress> all = List.copyOf(names);
    return () -> {
      Set<InetSocketAddress> found = new LinkedHashSet<>();
      for (InetSocketAddress name : all) {
        try {
          for (InetAddress address : InetAddress.getAllByName(name.getHostString())) {
            found.add(new InetSocketAddress(address, name.getPort()));
          }
        } catch (UnknownHostException e) {
          // It is not there yet, or no more.
        }
      }
      return found;
    };
  }
}
