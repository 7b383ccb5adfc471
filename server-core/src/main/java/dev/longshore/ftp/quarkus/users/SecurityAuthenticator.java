package dev.longshore.ftp.quarkus.users;

import dev.longshore.ftp.user.AuthResult;
import dev.longshore.ftp.user.Authenticator;
import dev.longshore.ftp.user.HomeMapping;
import dev.longshore.ftp.user.Permission;
import dev.longshore.ftp.user.User;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.PasswordCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.smallrye.mutiny.TimeoutException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The engine's port for logins, over whatever identity providers Quarkus Security has. Sessions ask
 * it on their own threads and wait, no longer than the bound given.
 *
 * <p>An identity of the users file bears its {@link User}. One of another provider (JDBC, LDAP)
 * becomes a user like this: its roles named as permissions ({@code list}, {@code read}, {@code
 * make-directory} …) are the permissions, other roles mean nothing; its home is {@code
 * longshore.users.home}. Without such a role or such a setting there is nothing it could do, and
 * the login is refused. The gateway does not ask such a provider again: its users stay current
 * until they log out.
 */
public final class SecurityAuthenticator implements Authenticator {
  private final IdentityProviderManager providers;
  private final UsersFile users;
  private final Optional<String> home;
  private final Duration bound;

  /**
   * Makes one.
   *
   * @param home the target that other providers' users have as their home, <code>${user}</code> in
   *     it replaced
   * @param bound for one login
   */
  SecurityAuthenticator(
      IdentityProviderManager providers, UsersFile users, Optional<String> home, Duration bound) {
    this.providers = providers;
    this.users = users;
    this.home = home;
    this.bound = bound;
  }

  @Override
  public AuthResult authenticate(String name, char[] password, InetAddress client) {
    var request = new UsernamePasswordAuthenticationRequest(name, new PasswordCredential(password));
    request.setAttribute(UsersFileProvider.CLIENT, client);
    try {
      return result(providers.authenticate(request).await().atMost(bound));
    } catch (AuthenticationFailedException e) {
      return e.getCause() instanceof UsersFileProvider.NotAdmitted known
          ? AuthResult.Refused.of(String.valueOf(known.getMessage()))
          : AuthResult.Refused.wrongPassword();
    } catch (TimeoutException e) {
      return new AuthResult.Unavailable(
          "no identity provider answered within " + bound.toSeconds() + " s");
    } catch (PasswordChecks.Overloaded e) {
      return new AuthResult.Unavailable(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      if (e.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        return new AuthResult.Unavailable("the client did not wait for the answer");
      }
      // Only the kind: the message of somebody else's exception may hold what the request held.
      return new AuthResult.Unavailable("an identity provider failed: " + e.getClass().getName());
    }
  }

  @Override
  public boolean isCurrent(User user) {
    return users.isCurrent(user);
  }

  private AuthResult result(SecurityIdentity identity) {
    User user = identity.getAttribute(UsersFileProvider.USER);
    if (user != null) {
      return new AuthResult.Accepted(user);
    }
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    identity.getRoles().forEach(role -> PermissionNames.find(role).ifPresent(permissions::add));
    if (permissions.isEmpty() || home.isEmpty()) {
      return new AuthResult.Unavailable(
          "an identity provider accepted the login, but "
              + (home.isEmpty()
                  ? "longshore.users.home is not set"
                  : "none of the roles is one of " + PermissionNames.all()));
    }
    String name = identity.getPrincipal().getName();
    try {
      HomeMapping mapping = new HomeMapping("/", HomeTarget.of(home.get(), name));
      return new AuthResult.Accepted(
          new User(name, permissions, List.of(mapping), OptionalInt.empty()));
    } catch (IllegalArgumentException e) {
      return new AuthResult.Unavailable("longshore.users.home: " + e.getMessage());
    }
  }
}
