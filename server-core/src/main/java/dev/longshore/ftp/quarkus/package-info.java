/**
 * The engine as a Quarkus application: the settings ({@link dev.longshore.ftp.quarkus.FtpConfig})
 * and the checks of them at the start ({@link dev.longshore.ftp.quarkus.SettingsCheck}). Below it
 * stand {@code password} (password hashes), {@code users} (the users file and logins) and {@code
 * health}.
 *
 * <p>Nobody calls it: Quarkus starts it. This package and those below it are the only ones that
 * know Quarkus; the engine's packages must not know them.
 */
@NullMarked
package dev.longshore.ftp.quarkus;

import org.jspecify.annotations.NullMarked;
