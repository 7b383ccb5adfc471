package dev.longshore.s3.call;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/**
 * Logs what an operator must mend, a missing bucket or a store that does not answer, once in a
 * while and not for each call. Called by {@link S3Caller} on any thread.
 */
public final class OperatorLog {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorLog.class);
  private static final Duration PAUSE = Duration.ofMinutes(5);
  private static final Pattern LINE_ENDS_AND_CONTROLS =
      Pattern.compile("[\\p{Cc}\\x{2028}\\x{2029}]");
  private static final int MAX_REMEMBERED = 1000;

  private record Trouble(String bucket, Kind kind) {}

  private final Map<Trouble, Long> lastLogged =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Trouble, Long> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  void failed(String bucket, StorageException failure) {
    boolean ours =
        failure.kind() == Kind.UNAVAILABLE
            || failure.kind() == Kind.ACCESS_DENIED
            || failure.getCause() instanceof NoSuchBucketException;
    if (ours && isNews(new Trouble(bucket, failure.kind()))) {
      LOG.error("{}", printable(failure.getMessage()));
    }
  }

  /** On one line: clients choose the names in a failure's message. */
  public static String printable(@Nullable String text) {
    return LINE_ENDS_AND_CONTROLS.matcher(String.valueOf(text)).replaceAll("?");
  }

  private synchronized boolean isNews(Trouble trouble) {
    long now = System.nanoTime();
    Long last = lastLogged.get(trouble);
    if (last != null && now - last < PAUSE.toNanos()) {
      return false;
    }
    lastLogged.put(trouble, now);
    return true;
  }
}
