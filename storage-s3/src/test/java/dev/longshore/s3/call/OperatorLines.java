package dev.longshore.s3.call;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What {@link OperatorLog} writes while this is open. */
public final class OperatorLines extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger(OperatorLog.class.getName());
  private final List<String> messages = new CopyOnWriteArrayList<>();

  public OperatorLines() {
    setLevel(Level.ALL);
    logger.addHandler(this);
  }

  public List<String> messages() {
    return messages;
  }

  @Override
  public void publish(LogRecord logged) {
    messages.add(new SimpleFormatter().formatMessage(logged));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
