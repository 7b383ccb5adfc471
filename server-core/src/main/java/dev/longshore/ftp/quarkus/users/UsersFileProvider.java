package dev.longshore.ftp.quarkus.users;

import dev.longshore.ftp.quarkus.password.PasswordHash;
import dev.longshore.ftp.user.Permission;
import dev.longshore.ftp.user.User;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The users file as an identity provider of Quarkus Security, beside which any other may stand.
 *
 * <p>A name that the file does not know is left to the next provider, after as long as a wrong
 * password takes (RFC 2577 section 7). The identity bears the {@link User} as the attribute {@link
 * #USER} and the permissions as roles. It never blocks: hashes are computed elsewhere.
 */
public final class UsersFileProvider
    implements IdentityProvider<UsernamePasswordAuthenticationRequest> {

  /** The attribute that holds the {@link User}. */
  static final String USER = "longshore.user";

  private final UsersFile users;
  private final PasswordChecks checks;

  UsersFileProvider(UsersFile users, PasswordChecks checks) {
    this.users = users;
    this.checks = checks;
  }

  @Override
  public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
    return UsernamePasswordAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
    Accounts accounts = users.accounts();
    Optional<Account> account = accounts.find(request.getUsername());
    PasswordHash hash = account.map(Account::password).orElseGet(accounts::unmatchable);
    return Uni.createFrom()
        .completionStage(() -> checks.check(hash, request.getPassword().getPassword()))
        .map(matches -> identity(account, matches));
  }

  /** Null is Quarkus' word for "not mine, ask the next". */
  private static @Nullable SecurityIdentity identity(Optional<Account> account, boolean matches) {
    if (account.isEmpty()) {
      return null;
    }
    if (!matches) {
      throw new AuthenticationFailedException();
    }
    User user = account.get().user();
    QuarkusSecurityIdentity.Builder identity =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(user.name()))
            .addAttribute(USER, user);
    for (Permission permission : user.permissions()) {
      identity.addRole(PermissionNames.name(permission));
    }
    return identity.build();
  }
}
