/**
 * Password hashes as the users file holds them: reading, checking, and {@link
 * dev.longshore.ftp.quarkus.password.HashCommand making} one.
 *
 * <p>The package users calls it. Nothing here knows users, files or Quarkus, so that the hash
 * command starts fast.
 */
@NullMarked
package dev.longshore.ftp.quarkus.password;

import org.jspecify.annotations.NullMarked;
