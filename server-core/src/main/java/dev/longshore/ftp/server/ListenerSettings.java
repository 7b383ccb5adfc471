package dev.longshore.ftp.server;

import java.net.InetSocketAddress;

/**
 * A port for control connections.
 *
 * @param address where clients connect; port 0 is any
 * @param implicitTls whether TLS begins before the greeting; otherwise by AUTH, where there is TLS
 * @param closeNotifyRequired whether an upload over TLS that ends without a close_notify counts as
 *     cut off
 */
public record ListenerSettings(
    InetSocketAddress address, boolean implicitTls, boolean closeNotifyRequired) {}
