/**
 * Who may log in: the users file, as an identity provider of Quarkus Security, and the engine's
 * {@link dev.longshore.ftp.user.Authenticator} over whatever providers there are.
 *
 * <p>{@link dev.longshore.ftp.quarkus.users.UsersFile} reads the file and takes up its changes,
 * {@link dev.longshore.ftp.quarkus.users.UsersFileProvider} answers Quarkus from it, {@link
 * dev.longshore.ftp.quarkus.users.SecurityAuthenticator} asks Quarkus for the sessions. {@link
 * dev.longshore.ftp.quarkus.users.UserBeans} makes them. Nothing here knows FTP's commands.
 */
@NullMarked
package dev.longshore.ftp.quarkus.users;

import org.jspecify.annotations.NullMarked;
