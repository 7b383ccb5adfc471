/**
 * How any number of replicas serve one address: {@link dev.longshore.ftp.relay.PortPlan} says which
 * slot owns a passive port, {@link dev.longshore.ftp.relay.Fleet} which replicas have the slot, and
 * data connections that came to another one are handed on over the relay port.
 *
 * <p>The package data asks which ports it may lease, and hands on what is not its own. All replicas
 * have a {@link dev.longshore.ftp.relay.Keyring} made from the same secrets; on the {@link
 * dev.longshore.ftp.relay.RelayPort} nothing else gets further than 64 bytes. Nothing here knows a
 * session, or what the bytes mean that are handed on.
 */
@NullMarked
package dev.longshore.ftp.relay;

import org.jspecify.annotations.NullMarked;
