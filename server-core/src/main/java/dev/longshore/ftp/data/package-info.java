/**
 * Data connections: where one comes from ({@link dev.longshore.ftp.data.DataChannel}, passive or
 * active), and the open one itself ({@link dev.longshore.ftp.data.DataConnection}).
 *
 * <p>The channel commands make channels, a transfer opens one and owns the connection. {@link
 * dev.longshore.ftp.data.PassivePorts} keeps the passive ports bound for the life of the process
 * and lends them out. What the bytes mean, and every reply, is somebody else's.
 */
@NullMarked
package dev.longshore.ftp.data;

import org.jspecify.annotations.NullMarked;
