package dev.longshore.ftp.server;

import dev.longshore.ftp.tls.CloseNotify;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * A port for control connections.
 *
 * @param address where clients connect; port 0 is any
 * @param implicitTls whether TLS begins before the greeting; otherwise by AUTH, where there is TLS
 * @param closeNotify what an upload over TLS is that ends without a close_notify
 * @param charset of lines that are not UTF-8; empty where there may be none
 */
public record ListenerSettings(
    InetSocketAddress address,
    boolean implicitTls,
    CloseNotify closeNotify,
    Optional<Charset> charset) {}
