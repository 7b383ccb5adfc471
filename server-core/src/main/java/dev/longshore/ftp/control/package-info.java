/**
 * The control connection: bytes to lines and back ({@link
 * dev.longshore.ftp.control.ControlConnection}), with Telnet's commands taken out, and the watchdog
 * over sockets that stand still. Before that, for control and data connections alike: accepting,
 * and who it is that connects ({@link dev.longshore.ftp.control.ClientAddresses}).
 *
 * <p>A session's reader reads from it, its loop sends. It knows what a command line looks like
 * ({@link dev.longshore.ftp.control.CommandLine}) and nothing of what commands mean.
 */
@NullMarked
package dev.longshore.ftp.control;

import org.jspecify.annotations.NullMarked;
