/**
 * Moving bytes: a {@link dev.longshore.ftp.transfer.Transfer} says what, {@link
 * dev.longshore.ftp.transfer.TransferRunner} does it, with all replies that a transfer can have.
 *
 * <p>A command makes a transfer, the session starts it and may abort it; it runs on a thread of its
 * own. It knows data channels and storages, and nothing of commands, logins or paths.
 */
@NullMarked
package dev.longshore.ftp.transfer;

import org.jspecify.annotations.NullMarked;
