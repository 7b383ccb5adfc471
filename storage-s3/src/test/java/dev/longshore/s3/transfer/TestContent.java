package dev.longshore.s3.transfer;

import dev.longshore.ftp.storage.Content;
import dev.longshore.ftp.storage.TransferAborted;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Content in memory to which things happen, and that can be called off from another thread. */
final class TestContent extends Content {
  private final InputStream source;
  private final AtomicReference<@Nullable IOException> end = new AtomicReference<>();
  private Action beforeBegin = () -> {};
  private Action beforeRead = () -> {};
  private Action beforeConfirm = () -> {};
  private @Nullable Runnable onAbort;
  private int begun;
  private int confirmed;

  /** Something that may fail as S3 or a client does. */
  interface Action {
    void run() throws IOException;
  }

  TestContent(byte[] bytes) {
    this(new ByteArrayInputStream(bytes));
  }

  TestContent(InputStream source) {
    this.source = source;
  }

  TestContent beforeBegin(Action action) {
    beforeBegin = action;
    return this;
  }

  TestContent beforeRead(Action action) {
    beforeRead = action;
    return this;
  }

  TestContent beforeConfirm(Action action) {
    beforeConfirm = action;
    return this;
  }

  int begun() {
    return begun;
  }

  int confirmed() {
    return confirmed;
  }

  @Override
  public void begin() throws IOException {
    throwEnd();
    begun++;
    beforeBegin.run();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    throwEnd();
    beforeRead.run();
    return source.read(buffer, offset, length);
  }

  @Override
  public void confirm() throws IOException {
    throwEnd();
    confirmed++;
    beforeConfirm.run();
  }

  @Override
  public synchronized void onAbort(Runnable action) {
    onAbort = action;
    if (end.get() != null) {
      action.run();
    }
  }

  /** As ABOR does it. */
  synchronized void abort() {
    end.set(new TransferAborted("ABOR"));
    if (onAbort != null) {
      onAbort.run();
    }
  }

  private void throwEnd() throws IOException {
    IOException thrown = end.get();
    if (thrown != null) {
      throw thrown;
    }
  }
}
