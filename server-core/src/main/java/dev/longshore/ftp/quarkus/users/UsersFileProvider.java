package dev.longshore.ftp.quarkus.users;

import dev.longshore.ftp.quarkus.users.RememberedPasswords.Proof;
import dev.longshore.ftp.user.Network;
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
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

  /** The request's attribute that holds the client's address. */
  static final String CLIENT = "longshore.client";

  private final UsersFile users;
  private final PasswordChecks checks;
  private final RememberedPasswords remembered;

  UsersFileProvider(UsersFile users, PasswordChecks checks, RememberedPasswords remembered) {
    this.users = users;
    this.checks = checks;
    this.remembered = remembered;
  }

  /** One that forgets a password when the users file does. */
  static UsersFileProvider remembering(Duration time, UsersFile users, PasswordChecks checks) {
    RememberedPasswords remembered = new RememberedPasswords(time, System::nanoTime);
    users.whenChanged(accounts -> remembered.keepOnly(accounts.passwordIds()));
    return new UsersFileProvider(users, checks, remembered);
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
    char[] password = request.getPassword().getPassword();
    InetAddress asked = request.getAttribute(CLIENT);
    Network client = Network.of(asked == null ? InetAddress.getLoopbackAddress() : asked);
    return Uni.createFrom()
        .completionStage(
            () ->
                account
                    .map(known -> check(known, password, client))
                    .orElseGet(
                        () -> checks.check(client, () -> accounts.unmatchable().matches(password))))
        .map(matches -> identity(account, matches));
  }

  /**
   * A password that is remembered needs no turn. The proof is made before the hash is computed:
   * whoever gave up waiting has wiped the password.
   */
  private CompletableFuture<Boolean> check(Account account, char[] password, Network client) {
    Proof proof = remembered.proof(account.user().name(), account.passwordId(), password);
    if (remembered.holds(proof)) {
      return CompletableFuture.completedFuture(true);
    }
    return checks.check(
        client,
        () -> {
          // Of many logins of one user that waited together, one computes the hash.
          if (remembered.holds(proof)) {
            return true;
          }
          boolean matches = account.password().matches(password);
          if (matches) {
            remembered.add(proof);
          }
          return matches;
        });
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
