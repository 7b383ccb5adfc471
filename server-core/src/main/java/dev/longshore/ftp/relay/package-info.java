/**
 * Which replica owns a passive port: {@link dev.longshore.ftp.relay.PortPlan}.
 *
 * <p>The package data asks which ports it may lease. Nothing here opens a socket, knows a session
 * or looks at the cluster: the plan is arithmetic, and the Helm chart does the same sums.
 */
@NullMarked
package dev.longshore.ftp.relay;

import org.jspecify.annotations.NullMarked;
