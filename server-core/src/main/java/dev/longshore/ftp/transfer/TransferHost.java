package dev.longshore.ftp.transfer;

import dev.longshore.ftp.event.ServerEvents;

/**
 * What the transfers of one session have in common.
 *
 * @param loop sends their replies
 */
public record TransferHost(
    ServerEvents.SessionId session, TransferSettings settings, ServerEvents events, Loop loop) {}
