/**
 * Who the other replicas are: links between all of them over the relay's port, by which each tells
 * the others of itself ({@link dev.longshore.ftp.fleet.LinkedFleet}), and how they find each other
 * first ({@link dev.longshore.ftp.fleet.Discovery}).
 *
 * <p>Each replica dials each and speaks on its own link alone. What a replica says of itself
 * counts; what it says of others is a hint whom to dial. So there is no view to agree upon and no
 * leader.
 */
@NullMarked
package dev.longshore.ftp.fleet;

import org.jspecify.annotations.NullMarked;
