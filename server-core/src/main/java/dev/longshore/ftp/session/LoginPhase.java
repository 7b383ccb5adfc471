package dev.longshore.ftp.session;

/** How far a login has come. */
public sealed interface LoginPhase {

  /** Nobody yet. */
  record NoUser() implements LoginPhase {}

  /** USER was given, PASS is awaited. */
  record PasswordAwaited(String name) implements LoginPhase {}

  /** Somebody is logged in. */
  record LoggedIn(UserSession user) implements LoginPhase {}
}
