/**
 * What happens in the server, told to whoever wants to know: metrics, traces, logs and audit
 * implement {@link dev.longshore.ftp.event.ServerEvents}.
 *
 * <p>Sessions and transfers call it. It is the lowest package and knows none of the others.
 */
@NullMarked
package dev.longshore.ftp.event;

import org.jspecify.annotations.NullMarked;
