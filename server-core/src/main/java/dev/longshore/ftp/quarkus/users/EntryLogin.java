package dev.longshore.ftp.quarkus.users;

import dev.longshore.ftp.quarkus.users.Account.Secret;
import dev.longshore.ftp.reply.ReplyText;
import dev.longshore.ftp.user.Network;
import dev.longshore.ftp.user.Terms;
import dev.longshore.ftp.user.User;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads how one user of the users file logs in, and when and from where; {@link Entry} asks it. */
final class EntryLogin {
  /** One that goes, one that comes, and some more. A wrong password costs them all. */
  private static final int MAX_PASSWORDS = 4;

  /** The name of one who needs no password. */
  static final String ANONYMOUS = "anonymous";

  private final Fields fields;

  EntryLogin(Fields fields) {
    this.fields = fields;
  }

  /** Whether the user needs no password. */
  boolean anonymous() throws InvalidUsersFile {
    if (!fields.flag("anonymous", false)) {
      return false;
    }
    if (!fields.name().equals(ANONYMOUS)) {
      throw fields.wrong("anonymous is for the user of that name");
    }
    if (fields.has("password") || fields.has("passwords")) {
      throw fields.wrong("is anonymous, and has a password");
    }
    return true;
  }

  List<Secret> secrets(User user) throws InvalidUsersFile {
    if (anonymous()) {
      return List.of(Secret.any(user));
    }
    if (fields.has("password") && fields.has("passwords")) {
      throw fields.wrong("has password and passwords; write one of them");
    }
    if (fields.has("passwords")) {
      return secrets(user, fields.texts("passwords"));
    }
    String hash = fields.text("password").orElseThrow(() -> fields.wrong("password is missing"));
    return List.of(secret(user, "password", hash));
  }

  private List<Secret> secrets(User user, List<String> hashes) throws InvalidUsersFile {
    if (hashes.size() > MAX_PASSWORDS) {
      throw fields.wrong("passwords has more than " + MAX_PASSWORDS);
    }
    List<Secret> secrets = new ArrayList<>();
    for (String hash : hashes) {
      Secret secret = secret(user, "passwords", hash);
      if (secrets.stream().anyMatch(other -> other.id().equals(secret.id()))) {
        throw fields.wrong("passwords has a hash twice");
      }
      secrets.add(secret);
    }
    return secrets;
  }

  private Secret secret(User user, String key, String hash) throws InvalidUsersFile {
    try {
      return Secret.of(user, hash);
    } catch (IllegalArgumentException e) {
      throw fields.wrong(key + ": " + e.getMessage());
    }
  }

  Admission admission() throws InvalidUsersFile {
    List<Network> networks = new ArrayList<>();
    for (String text : fields.texts("allowed-networks")) {
      try {
        networks.add(Network.parse(text));
      } catch (IllegalArgumentException e) {
        throw fields.wrong("allowed-networks: " + e.getMessage());
      }
    }
    return new Admission(fields.flag("enabled", true), expires(), networks);
  }

  /** Binding is between two connections with TLS. */
  Terms terms() throws InvalidUsersFile {
    boolean binding = only("session-binding", "require");
    return new Terms(only("tls", "required") || binding, binding, welcome());
  }

  private List<String> welcome() throws InvalidUsersFile {
    Optional<String> text = fields.text("welcome");
    try {
      return text.isEmpty() ? List.of() : ReplyText.lines(text.get());
    } catch (IllegalArgumentException e) {
      throw fields.wrong("welcome " + e.getMessage());
    }
  }

  private boolean only(String key, String word) throws InvalidUsersFile {
    Optional<String> given = fields.text(key);
    if (given.isPresent() && !given.get().equals(word)) {
      throw fields.wrong(
          "%s can be '%s' and nothing else; without it the server's setting holds"
              .formatted(key, word));
    }
    return given.isPresent();
  }

  /** A day is over when it is over in UTC. */
  private Optional<Instant> expires() throws InvalidUsersFile {
    Optional<String> text = fields.text("expires");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.get().indexOf('T') < 0
              ? LocalDate.parse(text.get()).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text.get()).toInstant());
    } catch (DateTimeException e) {
      throw fields.wrong("expires is neither a day as 2027-01-31 nor a time as 2027-01-31T18:00Z");
    }
  }
}
