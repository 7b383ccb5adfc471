/**
 * How any number of replicas serve one address: {@link dev.longshore.ftp.relay.PortPlan} says which
 * slot owns a passive port, {@link dev.longshore.ftp.relay.Fleet} which replicas have the slot, and
 * data connections that came to another one are handed on over the relay port.
 *
 * <p>The package data asks which ports it may lease, and hands on by {@link
 * dev.longshore.ftp.relay.Relay} what is not its own; the owner's {@link
 * dev.longshore.ftp.relay.HopService} gives it to the passive ports there. A hop between two
 * replicas is a {@link dev.longshore.ftp.relay.Preamble}, a {@code Greeting} that answers it, and
 * then for each data connection a {@code HopRequest}, a {@link dev.longshore.ftp.relay.Verdict} and
 * the bytes in {@code Frame}s. All replicas have a {@link dev.longshore.ftp.relay.Keyring} made
 * from the same secrets; on the {@link dev.longshore.ftp.relay.RelayPort} nothing else gets further
 * than 64 bytes. {@link dev.longshore.ftp.relay.WireVersion} says which versions of all that meet.
 * Nothing here knows a session, or what the bytes mean that are handed on.
 */
@NullMarked
package dev.longshore.ftp.relay;

import org.jspecify.annotations.NullMarked;
