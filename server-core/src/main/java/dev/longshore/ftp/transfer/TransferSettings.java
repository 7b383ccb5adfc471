package dev.longshore.ftp.transfer;

import java.time.Duration;

/**
 * The bounds of a transfer.
 *
 * @param commitGrace how long after the clear end of an upload the control connection is watched
 *     before the upload is published: a killed client's data connection ends microseconds before
 *     its control connection
 * @param abortPatience how long ABOR waits for an upload that is being published already; below a
 *     second
 * @param windDown how long a transfer waits for the session's last one to let go of the storage
 */
public record TransferSettings(Duration commitGrace, Duration abortPatience, Duration windDown) {

  public static final TransferSettings DEFAULT =
      new TransferSettings(Duration.ofMillis(10), Duration.ofMillis(800), Duration.ofSeconds(30));

  public TransferSettings withCommitGrace(Duration grace) {
    return new TransferSettings(grace, abortPatience, windDown);
  }
}
