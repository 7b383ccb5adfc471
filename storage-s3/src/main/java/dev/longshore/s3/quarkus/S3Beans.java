package dev.longshore.s3.quarkus;

import dev.longshore.ftp.storage.Storages;
import dev.longshore.s3.S3Storages;
import dev.longshore.s3.call.S3CallListener;
import dev.longshore.s3.call.S3Settings;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the application its storage, and closes it. */
@Singleton
final class S3Beans {

  /** Before anything listens: bad settings stop the start. */
  void atStart(@Observes @Priority(2) StartupEvent event, S3Config config) {
    settings(config);
  }

  @Produces
  @Singleton
  Storages storages(S3Config config) {
    return new S3Storages(settings(config), S3CallListener.NONE);
  }

  void close(@Disposes Storages storages) {
    if (storages instanceof S3Storages ours) {
      ours.close();
    }
  }

  private static S3Settings settings(S3Config config) {
    return SettingsOfS3.of(config, Runtime.getRuntime().maxMemory());
  }
}
