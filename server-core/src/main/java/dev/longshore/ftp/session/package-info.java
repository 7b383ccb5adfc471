/**
 * What the server knows of one client: {@link dev.longshore.ftp.session.Session}, from the login on
 * {@link dev.longshore.ftp.session.UserSession}, and the {@link dev.longshore.ftp.session.Services}
 * that all share.
 *
 * <p>A session is used by one thread at a time, except where a method says otherwise; whatever else
 * happens to it is put into its {@link dev.longshore.ftp.session.Mailbox}, which the loop of the
 * package server empties. Commands change it; it sends no replies.
 */
@NullMarked
package dev.longshore.ftp.session;

import org.jspecify.annotations.NullMarked;
