/**
 * Who may log in and what they may do: {@link dev.longshore.ftp.user.User users} with permissions
 * and home mappings, and the port {@link dev.longshore.ftp.user.Authenticator} through which a
 * session asks for one. {@link dev.longshore.ftp.user.GuardedAuthenticator} stands before it,
 * counts wrong passwords and makes guessing slow.
 *
 * <p>The session package asks, the package quarkus answers. Nothing here knows FTP's replies or
 * where users are kept.
 */
@NullMarked
package dev.longshore.ftp.user;

import org.jspecify.annotations.NullMarked;
