/**
 * TLS of a session's connections (RFC 4217): {@link dev.longshore.ftp.tls.TlsSession} wraps the
 * control connection and the data connections of one FTP session, {@link
 * dev.longshore.ftp.tls.TlsSettings} is what all of them share.
 *
 * <p>The package control wraps its socket by it after AUTH, the package data after the 150. Nothing
 * here knows a command or a reply, and nothing is set for the whole process: TLS to the storage is
 * another matter.
 */
@NullMarked
package dev.longshore.ftp.tls;

import org.jspecify.annotations.NullMarked;
