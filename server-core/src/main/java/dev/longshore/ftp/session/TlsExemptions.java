package dev.longshore.ftp.session;

import dev.longshore.ftp.user.Network;
import java.util.List;

/**
 * Which clients need less than the settings require of all.
 *
 * @param clearText who need not encrypt
 * @param unbound whose data connections need not resume the control connection's session
 */
public record TlsExemptions(List<Network> clearText, List<Network> unbound) {
  public static final TlsExemptions NONE = new TlsExemptions(List.of(), List.of());

  public TlsExemptions {
    clearText = List.copyOf(clearText);
    unbound = List.copyOf(unbound);
  }
}
