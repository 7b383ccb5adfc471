/**
 * The port that a storage module implements: {@link dev.longshore.ftp.storage.Storages} gives each
 * user a {@link dev.longshore.ftp.storage.Storage}, whose paths are {@link
 * dev.longshore.ftp.storage.FtpPath}s and whose failures are {@link
 * dev.longshore.ftp.storage.StorageException}s with a kind and no FTP numbers.
 *
 * <p>Commands and transfers call it; {@code StorageContract} in the tests is the proof of an
 * implementation. It knows users, and nothing of FTP's replies, sessions or sockets.
 */
@NullMarked
package dev.longshore.ftp.storage;

import org.jspecify.annotations.NullMarked;
