package dev.longshore.ftp.quarkus.users;

import dev.longshore.ftp.quarkus.password.PasswordHash;
import dev.longshore.ftp.user.User;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The users of one state of the users file, and who of the states before is welcome no more.
 * Immutable.
 *
 * <p>A session keeps the {@link User} it logged in with, so that very object is what is remembered,
 * for as long as a session holds it.
 */
final class Accounts {
  private final Map<String, Account> byName;
  private final PasswordHash unmatchable;

  /** By name: what this user's sessions logged in with under the present password, before. */
  private final Map<String, List<WeakReference<User>>> earlier;

  private final List<WeakReference<User>> revoked;

  private Accounts(
      List<Account> accounts,
      Map<String, List<WeakReference<User>>> earlier,
      List<WeakReference<User>> revoked) {
    Map<String, Account> named = new LinkedHashMap<>();
    accounts.forEach(account -> named.put(account.user().name(), account));
    this.byName = Map.copyOf(named);
    this.unmatchable = mostCommon(accounts).unmatchable();
    this.earlier = Map.copyOf(earlier);
    this.revoked = List.copyOf(revoked);
  }

  /** The first state; at least one account. */
  static Accounts of(List<Account> accounts) {
    return new Accounts(accounts, Map.of(), List.of());
  }

  /** The state after this one. Whose name is gone or whose password is another is revoked. */
  Accounts replacedBy(List<Account> accounts) {
    Accounts next = of(accounts);
    Map<String, List<WeakReference<User>>> kept = new HashMap<>();
    List<WeakReference<User>> gone = new ArrayList<>(held(revoked));
    byName.forEach(
        (name, account) -> {
          List<WeakReference<User>> logins = new ArrayList<>(held(earlier.get(name)));
          logins.add(new WeakReference<>(account.user()));
          Account now = next.byName.get(name);
          if (now != null && now.passwordId().equals(account.passwordId())) {
            kept.put(name, logins);
          } else {
            gone.addAll(logins);
          }
        });
    return new Accounts(accounts, kept, gone);
  }

  Optional<Account> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** What an unknown name's password is checked against; as dear as most users' hashes. */
  PasswordHash unmatchable() {
    return unmatchable;
  }

  /** False for a user of an earlier state whose name is gone or whose password is another now. */
  boolean isCurrent(User user) {
    for (WeakReference<User> reference : revoked) {
      if (reference.refersTo(user)) {
        return false;
      }
    }
    return true;
  }

  Set<String> passwordIds() {
    return byName.values().stream().map(Account::passwordId).collect(Collectors.toSet());
  }

  int size() {
    return byName.size();
  }

  private static List<WeakReference<User>> held(@Nullable List<WeakReference<User>> references) {
    return references == null
        ? List.of()
        : references.stream().filter(reference -> !reference.refersTo(null)).toList();
  }

  private static PasswordHash mostCommon(List<Account> accounts) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    accounts.forEach(account -> counts.merge(account.password().method(), 1, Integer::sum));
    PasswordHash best = accounts.getFirst().password();
    for (Account account : accounts) {
      PasswordHash password = account.password();
      if (counts.getOrDefault(password.method(), 0) > counts.getOrDefault(best.method(), 0)) {
        best = password;
      }
    }
    return best;
  }
}
