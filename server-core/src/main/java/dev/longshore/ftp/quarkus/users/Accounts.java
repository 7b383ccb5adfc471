package dev.longshore.ftp.quarkus.users;

import dev.longshore.ftp.quarkus.password.PasswordHash;
import dev.longshore.ftp.quarkus.users.Account.Secret;
import dev.longshore.ftp.user.User;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The users of one state of the users file, and who of the states before is welcome no more.
 * Immutable.
 *
 * <p>A session keeps the {@link User} it logged in with, so that very object is what is remembered,
 * for as long as a session holds it.
 */
final class Accounts {
  private static final Set<String> ANONYMOUS_NAMES = Set.of(EntryLogin.ANONYMOUS, "ftp");

  private final Map<String, Account> byName;
  private final Set<String> secretIds;
  private final PasswordHash unmatchable;
  private final int mostSecrets;

  /** By a secret's id: what sessions logged in with by it, in the states before. */
  private final Map<String, List<WeakReference<User>>> earlier;

  private final List<WeakReference<User>> revoked;

  private Accounts(
      List<Account> accounts,
      Map<String, List<WeakReference<User>>> earlier,
      List<WeakReference<User>> revoked) {
    Map<String, Account> named = new LinkedHashMap<>();
    accounts.forEach(account -> named.put(account.name(), account));
    this.byName = Map.copyOf(named);
    List<Secret> secrets = secrets(named).toList();
    this.secretIds = Set.copyOf(secrets.stream().map(Secret::id).toList());
    this.unmatchable = mostCommon(secrets.stream().flatMap(each -> each.hash().stream()).toList());
    this.mostSecrets = accounts.stream().mapToInt(each -> each.secrets().size()).max().orElse(1);
    this.earlier = Map.copyOf(earlier);
    this.revoked = List.copyOf(revoked);
  }

  private static Stream<Secret> secrets(Map<String, Account> accounts) {
    return accounts.values().stream().flatMap(account -> account.secrets().stream());
  }

  /** The first state; at least one account. */
  static Accounts of(List<Account> accounts) {
    return new Accounts(accounts, Map.of(), List.of());
  }

  /** The state after this one. Who logged in by a password that is gone is revoked. */
  Accounts replacedBy(List<Account> accounts) {
    Accounts next = of(accounts);
    Map<String, List<WeakReference<User>>> kept = new HashMap<>();
    List<WeakReference<User>> gone = new ArrayList<>(held(revoked));
    secrets(byName)
        .forEach(
            secret -> {
              List<WeakReference<User>> logins = new ArrayList<>(held(earlier.get(secret.id())));
              logins.add(new WeakReference<>(secret.user()));
              if (next.secretIds.contains(secret.id())) {
                kept.put(secret.id(), logins);
              } else {
                gone.addAll(logins);
              }
            });
    return new Accounts(accounts, kept, gone);
  }

  /** Who is anonymous comes by either of two names, in upper or lower case (RFC 1635). */
  Optional<Account> find(String name) {
    @Nullable Account account = byName.get(name);
    return account == null && ANONYMOUS_NAMES.contains(name.toLowerCase(Locale.ROOT))
        ? Optional.ofNullable(byName.get(EntryLogin.ANONYMOUS))
            .filter(one -> one.open().isPresent())
        : Optional.ofNullable(account);
  }

  /** What an unknown name's password is checked against; as dear as most users' hashes. */
  PasswordHash unmatchable() {
    return unmatchable;
  }

  /** How many hashes a wrong password costs, whoever's it is. */
  int mostSecrets() {
    return mostSecrets;
  }

  /**
   * False for a user of an earlier state whose name or password is gone, and for one who is not
   * enabled or has expired.
   */
  boolean isCurrent(User user, Instant now) {
    for (WeakReference<User> reference : revoked) {
      if (reference.refersTo(user)) {
        return false;
      }
    }
    @Nullable Account account = byName.get(user.name());
    return account == null || account.admission().lasts(now);
  }

  /** The ids of all secrets. */
  Set<String> secretIds() {
    return secretIds;
  }

  int size() {
    return byName.size();
  }

  private static List<WeakReference<User>> held(@Nullable List<WeakReference<User>> references) {
    return references == null
        ? List.of()
        : references.stream().filter(reference -> !reference.refersTo(null)).toList();
  }

  private static PasswordHash mostCommon(List<PasswordHash> hashes) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    hashes.forEach(hash -> counts.merge(hash.method(), 1, Integer::sum));
    return hashes.stream()
        .max(Comparator.comparing(hash -> counts.getOrDefault(hash.method(), 0)))
        .map(PasswordHash::unmatchable)
        .orElseGet(PasswordHash::usualUnmatchable);
  }
}
