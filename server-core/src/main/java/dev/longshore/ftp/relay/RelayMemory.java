package dev.longshore.ftp.relay;

/**
 * The heap that data connections between replicas may take together where they are accepted, and
 * what comes over a hop where they are owned. Each begins with little; one that moves much asks for
 * more, and where there is no more it goes on in smaller pieces. Half of it is for those that
 * begin. Safe for many threads.
 */
public final class RelayMemory {
  private final long most;
  private long taken;

  /**
   * @param most in bytes
   */
  RelayMemory(long most) {
    this.most = most;
  }

  /** A quarter of the heap. */
  public static RelayMemory ofHeap() {
    return new RelayMemory(Runtime.getRuntime().maxMemory() / 4);
  }

  /** What one data connection has; given back when that ends. */
  final class Share implements AutoCloseable {
    private long has;
    private boolean closed;

    /** Whether it may have the bytes without which it can not begin; they are its own then. */
    boolean begin(int bytes) {
      return take(bytes, most);
    }

    /** Whether it may have so many more; they are its own then. */
    boolean grow(int bytes) {
      return take(bytes, most / 2);
    }

    private boolean take(int bytes, long bound) {
      synchronized (RelayMemory.this) {
        if (closed || bytes > bound - taken) {
          return false;
        }
        taken += bytes;
        has += bytes;
        return true;
      }
    }

    @Override
    public void close() {
      synchronized (RelayMemory.this) {
        closed = true;
        taken -= has;
        has = 0;
      }
    }
  }

  /** One that has nothing yet. */
  Share share() {
    return new Share();
  }

  /** How many bytes are taken. */
  synchronized long taken() {
    return taken;
  }
}
