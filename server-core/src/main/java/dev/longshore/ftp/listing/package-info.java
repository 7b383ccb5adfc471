/**
 * How a directory is written down: for people and old parsers ({@link
 * dev.longshore.ftp.listing.UnixFormat}), as bare names, or as machine-readable facts ({@link
 * dev.longshore.ftp.listing.FactFormat}).
 *
 * <p>The listing commands choose a format; the entries come one by one, so that a directory of any
 * size passes through. It knows entries and users' permissions, no sockets and no commands.
 */
@NullMarked
package dev.longshore.ftp.listing;

import org.jspecify.annotations.NullMarked;
