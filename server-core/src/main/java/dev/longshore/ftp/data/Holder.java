package dev.longshore.ftp.data;

import java.net.InetAddress;

/**
 * Who asks for a passive port.
 *
 * @param user the name; others of it count as the same where ports are scarce
 * @param client the address that the data connection is going to come from
 */
public record Holder(String user, InetAddress client) {}
