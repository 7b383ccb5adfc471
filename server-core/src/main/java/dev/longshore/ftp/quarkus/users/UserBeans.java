package dev.longshore.ftp.quarkus.users;

import dev.longshore.ftp.quarkus.BadSettings;
import dev.longshore.ftp.quarkus.FtpConfig;
import dev.longshore.ftp.quarkus.health.BackgroundWork;
import dev.longshore.ftp.user.Authenticator;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.identity.IdentityProviderManager;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;

/** Makes the beans of this package from the settings; Quarkus calls it, once for each bean. */
@Singleton
final class UserBeans {
  /** What a provider may take beyond the wait for its turn. */
  private static final Duration ANSWER = Duration.ofSeconds(30);

  @Produces
  @Singleton
  UsersFile usersFile(FtpConfig settings) {
    Path file =
        settings
            .users()
            .file()
            .orElseThrow(() -> new BadSettings("longshore.users.file", "is not set"));
    try {
      return UsersFile.open(file);
    } catch (InvalidUsersFile e) {
      throw new BadSettings("longshore.users.file", file + ": " + e.getMessage());
    }
  }

  /** Before anything is bound, so that a wrong users file stops the start. */
  void atStart(
      @Observes @Priority(2) StartupEvent event, UsersFile users, BackgroundWork background) {
    background.repeat("users-file", UsersFile.EVERY, users::look);
  }

  @Produces
  @Singleton
  PasswordChecks passwordChecks(FtpConfig settings) {
    FtpConfig.Limits limits = settings.limits();
    boolean known = settings.clientAddress().source().tells();
    return new PasswordChecks(
        new PasswordChecks.Limits(
            limits.passwordChecks(),
            limits.sessions(),
            known ? limits.sessionsPerAddress() : limits.sessions(),
            limits.passwordWait()));
  }

  void close(@Disposes PasswordChecks checks) {
    checks.close();
  }

  @Produces
  @Singleton
  UsersFileProvider usersFileProvider(UsersFile users, PasswordChecks checks, FtpConfig settings) {
    return UsersFileProvider.remembering(settings.users().remember(), users, checks);
  }

  @Produces
  @Singleton
  Authenticator authenticator(
      IdentityProviderManager providers, UsersFile users, FtpConfig settings) {
    return new SecurityAuthenticator(
        providers, users, settings.users().home(), settings.limits().passwordWait().plus(ANSWER));
  }
}
