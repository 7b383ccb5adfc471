package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.user.AuthResult;
import dev.longshore.ftp.user.Authenticator;
import dev.longshore.ftp.user.User;
import java.net.InetAddress;

/**
 * Tells the authenticator of no address, where that would be a load balancer's: a user who may come
 * from some networks alone must not be let in because the load balancer is in one of them.
 */
record FromNowhere(Authenticator authenticator) implements Authenticator {
  private static final InetAddress NOWHERE = InetAddress.ofLiteral("0.0.0.0");

  @Override
  public AuthResult authenticate(String name, char[] password, InetAddress client) {
    return authenticator.authenticate(name, password, NOWHERE);
  }

  @Override
  public boolean isCurrent(User user) {
    return authenticator.isCurrent(user);
  }
}
