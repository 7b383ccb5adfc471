package dev.longshore.s3.quarkus;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/**
 * The settings of the S3 storage. {@code docs/configuration.md} is made from the sentences here;
 * {@link SettingsOfS3} holds what one key can not say alone.
 */
@ConfigMapping(prefix = "longshore.s3")
public interface S3Config {

  /**
   * The URL of the store, as {@code https://s3.example.com}; not set is AWS in {@code
   * longshore.s3.region}.
   */
  Optional<String> endpoint();

  /** The region that requests are signed for; many stores accept any. */
  @WithDefault("us-east-1")
  String region();

  /**
   * Whether the bucket stands in the URL's path ({@code true}) or in the host's name ({@code
   * false}); {@code auto} does as the profile does.
   */
  @WithDefault("auto")
  PathStyle pathStyle();

  /**
   * What kind of store it is: {@code aws}, {@code minio}, {@code rustfs}, {@code ceph}, {@code r2},
   * {@code gcs}, {@code wasabi}, {@code b2}, {@code seaweedfs}, {@code garage}, {@code ecs}, {@code
   * ontap}, {@code storagegrid}, {@code scaleway}, {@code storj} or {@code other}; {@code auto}
   * tells it by the endpoint.
   */
  @WithDefault("auto")
  String profile();

  /**
   * The access key's id; without one AWS's default chain is asked (environment, profile, the role
   * of the pod or machine).
   */
  Optional<String> accessKeyId();

  /** The secret of the access key. */
  Optional<String> secretAccessKey();

  /** The memory that all uploads and reading ahead may hold; not set is half of the heap. */
  Optional<MemorySize> memory();

  /** How many connections carry uploads, and as many again downloads. */
  @WithDefault("256")
  int dataConnections();

  /** How many connections carry listings and all other calls. */
  @WithDefault("64")
  int controlConnections();

  /** Whether a directory stays when its last file is deleted or renamed away. */
  @WithDefault("true")
  boolean keepEmptyParents();

  /** The largest file that MFMT changes after it is stored, since S3 must copy it for that. */
  @WithDefault("256M")
  MemorySize mfmtMaxSize();

  Rename rename();

  enum PathStyle {
    AUTO,
    TRUE,
    FALSE
  }

  /** Renaming of directories. */
  interface Rename {
    /** The most objects that a directory may hold to be renamed, since S3 must copy each. */
    @WithDefault("10000")
    int maxObjects();
  }
}
