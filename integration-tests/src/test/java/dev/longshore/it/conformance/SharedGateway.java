package dev.longshore.it.conformance;

import dev.longshore.it.Certificate;
import dev.longshore.it.Gateway;
import dev.longshore.it.S3;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A profile's gateway, which is started by whoever asks first. Safe for several threads. */
final class SharedGateway implements AutoCloseable {
  /** Where all of them are: midnight is far from UTC's, and may not show on the wire. */
  static final ZoneId ZONE = ZoneId.of("Pacific/Kiritimati");

  private final Profile profile;
  private final S3 s3;
  private final URI endpoint;
  private final Path users;
  private final Certificate certificate;
  private final ReentrantLock starting = new ReentrantLock();
  private final Semaphore turn = new Semaphore(1);
  private @Nullable Gateway running;

  SharedGateway(Profile profile, S3 s3, URI endpoint, Path users, Certificate certificate) {
    this.profile = profile;
    this.s3 = s3;
    this.endpoint = endpoint;
    this.users = users;
    this.certificate = certificate;
  }

  /** What such a gateway is given. */
  Gateway.Builder builder() {
    Gateway.Builder builder =
        Gateway.with(s3)
            .set("longshore.s3.endpoint", endpoint.toString())
            .heap("128m")
            // In Turkish i has no I; neither of these may show on the wire.
            .set("user.timezone", ZONE.getId())
            .set("user.language", "tr")
            .tls(certificate, "optional")
            .set("longshore.users.file", users.toString())
            .set("longshore.limits.login-attempts", "3")
            // Cases run at once, and all of them are one user's: half of the places.
            .set("longshore.checksum.concurrent", "8")
            // All clients are on one machine, and many cases have wrong passwords.
            .set("longshore.lockout.trusted-networks", "127.0.0.0/8,::1");
    profile.settings().forEach(builder::set);
    return builder;
  }

  /** The gateway, ready. */
  Gateway gateway() throws IOException, InterruptedException {
    starting.lock();
    try {
      Gateway there = running;
      if (there == null) {
        there = builder().start();
        running = there;
      }
      return there;
    } finally {
      starting.unlock();
    }
  }

  /** For profiles that one case at a time uses: each case takes it and gives it back. */
  Semaphore turn() {
    return turn;
  }

  @Override
  public void close() {
    Gateway there = running;
    if (there != null) {
      there.close();
    }
  }
}
