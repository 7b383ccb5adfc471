/**
 * What the server knows of one client: {@link dev.longshore.ftp.session.Session}, from the login on
 * {@link dev.longshore.ftp.session.UserSession}, and the {@link dev.longshore.ftp.session.Services}
 * that all share.
 *
 * <p>A session is used by its own thread alone, except where a method says otherwise. Commands
 * change it; it sends no replies.
 */
@NullMarked
package dev.longshore.ftp.session;

import org.jspecify.annotations.NullMarked;
