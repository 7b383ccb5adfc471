package dev.longshore.s3;

import dev.longshore.s3.call.ProviderProfile;
import dev.longshore.s3.call.S3Settings;
import dev.longshore.s3.call.S3Settings.Connections;
import dev.longshore.s3.call.S3Settings.Credentials;
import dev.longshore.s3.call.S3Settings.Timeouts;
import dev.longshore.s3.call.S3Settings.Tree;
import java.net.URI;
import java.util.Optional;

/** Settings for a store on this machine. */
public final class TestSettings {
  public static final Credentials KEY = new Credentials("test-key", "test-secret");

  private TestSettings() {}

  public static S3Settings of(URI endpoint) {
    return of(endpoint, ProviderProfile.OTHER);
  }

  public static S3Settings of(URI endpoint, ProviderProfile profile) {
    return of(endpoint, profile, KEY);
  }

  public static S3Settings withSecret(URI endpoint, String secret) {
    return of(endpoint, ProviderProfile.OTHER, new Credentials(KEY.accessKeyId(), secret));
  }

  private static S3Settings of(URI endpoint, ProviderProfile profile, Credentials key) {
    return new S3Settings(
        Optional.of(endpoint),
        "us-east-1",
        Optional.of(true),
        profile,
        Optional.of(key),
        64L << 20,
        new Connections(32, 16),
        Timeouts.DEFAULT,
        Tree.DEFAULT);
  }
}
