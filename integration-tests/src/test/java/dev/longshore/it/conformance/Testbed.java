package dev.longshore.it.conformance;

import dev.longshore.it.Certificate;
import dev.longshore.it.OddBucket;
import dev.longshore.it.S3;
import dev.longshore.s3.S3WithFaults;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** What all cases share: one S3 and the gateways in front of it. Safe for several threads. */
final class Testbed implements AutoCloseable {
  /** More than all buffers between an object and a client. */
  static final int BIG = 64 << 20;

  private static final String BIG_KEY = "big.bin";

  private final S3 s3;
  private final S3WithFaults faults;
  private final OddBucket odd = new OddBucket();
  private final Certificate certificate;
  private final Map<Profile, SharedGateway> gateways = new EnumMap<>(Profile.class);
  private final ReentrantLock lock = new ReentrantLock();
  private boolean bigIsThere;

  Testbed() throws IOException, InterruptedException {
    s3 = S3.inMemory();
    certificate = Certificate.create();
    faults = new S3WithFaults(s3.endpoint());
    Path directory = Files.createDirectories(Path.of("target", "conformance"));
    Path users = Account.write(directory, S3.BUCKET).toAbsolutePath();
    for (Profile profile : Profile.values()) {
      URI endpoint =
          switch (profile) {
            case FAULTS -> faults.endpoint();
            case ODD_KEYS -> odd.endpoint();
            default -> s3.endpoint();
          };
      gateways.put(profile, new SharedGateway(profile, s3, endpoint, users, certificate));
    }
  }

  S3 s3() {
    return s3;
  }

  /** What stands between the S3 and the gateway of {@link Profile#FAULTS}. */
  S3WithFaults faults() {
    return faults;
  }

  /** What is behind {@link Profile#ODD_KEYS}. */
  OddBucket odd() {
    return odd;
  }

  /** What every gateway shows. */
  Certificate certificate() {
    return certificate;
  }

  SharedGateway gateway(Profile profile) {
    SharedGateway gateway = gateways.get(profile);
    if (gateway == null) {
      throw new IllegalStateException("no gateway for " + profile);
    }
    return gateway;
  }

  /** The path of a file of {@link #BIG} zeros that all cases share and none changes. */
  String big() {
    lock.lock();
    try {
      if (!bigIsThere) {
        s3.put(BIG_KEY, new byte[BIG]);
        bigIsThere = true;
      }
      return "/" + BIG_KEY;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    gateways.values().forEach(SharedGateway::close);
    faults.close();
    odd.close();
    s3.close();
  }
}
