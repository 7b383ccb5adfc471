package dev.longshore.ftp.quarkus.users;

import dev.longshore.ftp.quarkus.users.Account.Secret;
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
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * The cause of a failed authentication whose password was right. The message is for the
   * operator's log.
   */
  static final class NotAdmitted extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotAdmitted(String reason) {
      super(reason, null, false, false);
    }
  }

  private final UsersFile users;
  private final PasswordChecks checks;
  private final RememberedPasswords remembered;
  private final InstantSource clock;

  UsersFileProvider(
      UsersFile users, PasswordChecks checks, RememberedPasswords remembered, InstantSource clock) {
    this.users = users;
    this.checks = checks;
    this.remembered = remembered;
    this.clock = clock;
  }

  /** One that forgets a password when the users file does. */
  static UsersFileProvider remembering(Duration time, UsersFile users, PasswordChecks checks) {
    RememberedPasswords remembered = new RememberedPasswords(time, System::nanoTime);
    users.whenChanged(accounts -> remembered.keepOnly(accounts.secretIds()));
    return new UsersFileProvider(users, checks, remembered, InstantSource.system());
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
    InetAddress client = asked == null ? InetAddress.getLoopbackAddress() : asked;
    Optional<String> refusal =
        account.flatMap(known -> known.admission().refusal(clock.instant(), client));
    Optional<Secret> open = account.flatMap(Account::open);
    if (open.isPresent()) {
      return Uni.createFrom().item(() -> identity(account, open, refusal));
    }
    return Uni.createFrom()
        .completionStage(
            () ->
                account.isPresent() && refusal.isEmpty()
                    ? remembered(accounts, account.get(), password, client)
                    : checks.check(Network.of(client), () -> computed(accounts, account, password)))
        .map(secret -> identity(account, secret, refusal));
  }

  /**
   * The secret that the password is right for. One that is remembered needs no turn. Who is not
   * admitted does not come here: a quick answer would say that the password was right.
   */
  private CompletableFuture<Optional<Secret>> remembered(
      Accounts accounts, Account account, char[] password, InetAddress client) {
    // Before any hash is computed: whoever gives up waiting wipes the password.
    Map<Secret, Proof> proofs = new LinkedHashMap<>();
    for (Secret secret : account.secrets()) {
      proofs.put(secret, remembered.proof(account.name(), secret.id(), password));
    }
    Optional<Secret> known = known(proofs);
    if (known.isPresent()) {
      return CompletableFuture.completedFuture(known);
    }
    return checks.check(
        Network.of(client),
        () -> {
          // Of many logins of one user that waited together, one computes the hash.
          Optional<Secret> meanwhile = known(proofs);
          if (meanwhile.isPresent()) {
            return meanwhile;
          }
          Optional<Secret> right = computed(accounts, Optional.of(account), password);
          right.map(proofs::get).ifPresent(remembered::add);
          return right;
        });
  }

  private Optional<Secret> known(Map<Secret, Proof> proofs) {
    return proofs.entrySet().stream()
        .filter(each -> remembered.holds(each.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** A wrong password costs as many hashes whether the name has several, one or is unknown. */
  private static Optional<Secret> computed(
      Accounts accounts, Optional<Account> account, char[] password) {
    List<Secret> secrets = account.map(Account::secrets).orElse(List.of());
    for (Secret secret : secrets) {
      if (secret.hash().filter(hash -> hash.matches(password)).isPresent()) {
        return Optional.of(secret);
      }
    }
    for (int i = secrets.size(); i < accounts.mostSecrets(); i++) {
      accounts.unmatchable().matches(password);
    }
    return Optional.empty();
  }

  /** Null is Quarkus' word for "not mine, ask the next". */
  private static @Nullable SecurityIdentity identity(
      Optional<Account> account, Optional<Secret> secret, Optional<String> refusal) {
    if (account.isEmpty()) {
      return null;
    }
    if (secret.isEmpty()) {
      throw new AuthenticationFailedException();
    }
    if (refusal.isPresent()) {
      throw new AuthenticationFailedException(new NotAdmitted(refusal.get()));
    }
    User user = secret.get().user();
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
