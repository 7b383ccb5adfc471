package dev.longshore.lab;

import dev.longshore.it.S3;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * The way from the laboratory to the S3 in the JVM of the test: a Unix socket, since those are
 * files and cross network namespaces. HAProxy on the services' host leads TCP to it. Each
 * connection has two virtual threads, which end with it.
 */
final class StorageDoor implements AutoCloseable {
  private final ServerSocketChannel door;
  private final InetSocketAddress s3;

  private StorageDoor(ServerSocketChannel door, InetSocketAddress s3) {
    this.door = door;
    this.s3 = s3;
  }

  static StorageDoor open(S3 s3, Path socket) throws IOException {
    ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    door.bind(UnixDomainSocketAddress.of(socket), 512);
    var address = new InetSocketAddress(s3.endpoint().getHost(), s3.endpoint().getPort());
    var opened = new StorageDoor(door, address);
    Thread.ofVirtual().name("storage-door").start(opened::accept);
    return opened;
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel inside = door.accept();
        SocketChannel outside = SocketChannel.open(s3);
        Thread.ofVirtual().start(() -> copy(inside, outside));
        Thread.ofVirtual().start(() -> copy(outside, inside));
      }
    } catch (IOException e) {
      // Closed, or the S3 is: then the replicas find it out for themselves.
    }
  }

  private static void copy(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    try {
      while (from.read(buffer) >= 0) {
        writeAll(buffer.flip(), to);
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      close(from);
      close(to);
    }
  }

  private static void writeAll(ByteBuffer buffer, ByteChannel to) throws IOException {
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
