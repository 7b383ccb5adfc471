/**
 * What runs beside a session's loop ({@link dev.longshore.ftp.transfer.Running}): a transfer, which
 * moves what a {@link dev.longshore.ftp.transfer.Transfer} says, or a command's call that may have
 * to wait.
 *
 * <p>Each has two sides. Its thread works, asks and tells the loop ({@link
 * dev.longshore.ftp.transfer.Loop}); {@code TransferRunner} is that of a transfer, with all replies
 * that one can end with. The loop holds the handle and its {@code TransferState}, which says what
 * is to be sent at each step. {@code CallOff} is all that both touch. Nothing here knows commands,
 * logins or paths.
 */
@NullMarked
package dev.longshore.ftp.transfer;

import org.jspecify.annotations.NullMarked;
