/**
 * What the server says: {@link dev.longshore.ftp.reply.Reply} with its {@link
 * dev.longshore.ftp.reply.ReplyCode}, and {@link dev.longshore.ftp.reply.FailureReplies}, the only
 * mapping from storage failures to replies.
 *
 * <p>Commands and transfers make replies, the control connection sends them. Nothing here knows
 * sockets.
 */
@NullMarked
package dev.longshore.ftp.reply;

import org.jspecify.annotations.NullMarked;
