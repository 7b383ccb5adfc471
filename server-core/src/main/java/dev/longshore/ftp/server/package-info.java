/**
 * The server itself: {@link dev.longshore.ftp.server.FtpServer} listens, gives each client a {@code
 * SessionLoop} and a {@code SessionReader} on virtual threads of their own, and counts sessions; a
 * {@code Drain} ends it without cutting them off.
 *
 * <p>Whoever runs Longshore starts it, drains it and closes it. It ties the lower packages together
 * and knows nothing of where settings, users or objects come from.
 */
@NullMarked
package dev.longshore.ftp.server;

import org.jspecify.annotations.NullMarked;
